//! A top set typed into a workbook: what follows from it is what `Plan::after` says.
