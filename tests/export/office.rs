//! Files that LibreOffice calculates.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Numbers typed into cells, by sheet and address.
pub(crate) type Typed = BTreeMap<String, BTreeMap<String, f64>>;

/// Workbooks to calculate.
pub(crate) struct Office {
    folder: TempDir,
    names: Vec<String>,
}

impl Office {
    /// Returns `None` with a message if LibreOffice is not installed; under CI it must be.
    pub(crate) fn new() -> Option<Self> {
        for program in ["soffice", "python3"] {
            let is_there = Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
            if !is_there {
                assert!(std::env::var_os("CI").is_none(), "missing: {program}");
                eprintln!("skipped: no {program}");
                return None;
            }
        }
        Some(Self { folder: tempfile::tempdir().unwrap(), names: Vec::new() })
    }

    /// Adds a workbook with numbers typed into it and without stored results of its formulas.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8], typed: &Typed) {
        let path = |folder: &str| self.folder.path().join(format!("{folder}{name}.xlsx"));
        std::fs::write(path("made-"), bytes).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("patch.py");
        let mut patch = Command::new("python3");
        patch.arg(script).args([path("made-"), path("")]).stdin(Stdio::piped());
        let mut patch = patch.spawn().unwrap();
        patch.stdin.take().unwrap().write_all(serde_json::to_string(typed).unwrap().as_bytes()).unwrap();
        assert!(patch.wait().unwrap().success(), "{name}");
        self.names.push(name.to_owned());
    }

    /// Calculates all of them in one run of LibreOffice, and returns their paths in the order in which they were added.
    pub(crate) fn computed(&self) -> Vec<PathBuf> {
        let folder = self.folder.path();
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let mut office = Command::new("soffice");
        office.args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"]).arg(folder.join("computed"));
        office.args(self.names.iter().map(|name| folder.join(format!("{name}.xlsx"))));
        let output = office.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.names.iter().map(|name| folder.join("computed").join(format!("{name}.xlsx"))).collect()
    }
}
