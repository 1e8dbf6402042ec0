"""Renders the templates for every file of the folder DATA into the folder OUTPUT, on all processors: render.py DATA OUTPUT."""

import json
import sys
from multiprocessing import Pool
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

FORMATS = ("html", "md")


def prepare():
    global templates
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=loader, autoescape=lambda name: name.endswith(".html"), trim_blocks=False)
    templates = [(name, environment.get_template(f"booklet.{name}")) for name in FORMATS]


def render(task):
    data, output = task
    booklet = json.loads(data.read_bytes())
    folder = output / data.stem
    folder.mkdir(parents=True, exist_ok=True)
    for name, template in templates:
        (folder / f"index.{name}").write_text(template.render(booklet), encoding="utf-8")


if __name__ == "__main__":
    files, output = sorted(Path(sys.argv[1]).iterdir()), Path(sys.argv[2])
    with Pool(initializer=prepare) as pool:
        for _ in pool.imap_unordered(render, [(file, output) for file in files], chunksize=32):
            pass
