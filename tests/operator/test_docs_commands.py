"""Every command of the user pages runs, or (what needs BigQuery, a cluster or files) is understood.

Blocks marked `bash` are executed one after another, page by page, in a copy of a complete run.
In blocks marked `console` the settings of every Snakemake command are loaded.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from given.run import ROOT
from nba_backfill.settings import load_settings

PAGES = ("runbook.md", "coming_from_scripts.md")


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_bash_blocks_run(page, finished, tmp_path):
    programs = tmp_path / "bin"
    programs.mkdir()
    launcher = programs / "snakemake"
    launcher.write_text(
        f"#!/bin/sh\nexec {sys.executable} -m snakemake --snakefile {ROOT}/Snakefile "
        f'--profile {ROOT}/profiles/default "$@"\n'
    )
    launcher.chmod(0o755)
    script = "\n".join(blocks(page, "bash"))
    done = subprocess.run(
        ["bash", "-euxc", script],
        cwd=finished.folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "TERM": "dumb"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr.count("+ snakemake") == script.count("snakemake ")


@pytest.mark.parametrize("page", [*PAGES, "clusters.md"])
def test_console_blocks_are_understood(page, tmp_path):
    commands = [
        line.removeprefix("$ ")
        for block in blocks(page, "console")
        for line in block.splitlines()
        if "snakemake" in line
    ]
    for command in commands:
        words = shlex.split(command)
        if words[0] == "sbatch":
            words = shlex.split(words[words.index("--wrap") + 1])
        if "--config" not in words:
            continue
        given = words[words.index("--config") + 1 :]
        config = {}
        for item in given:
            key, value = item.split("=", 1)
            config[key] = yaml.safe_load(value)
        if "source_dir" in config:
            assert Path(config["source_dir"]).is_absolute()
            config["source_dir"] = str(tmp_path)
        load_settings(config, tmp_path)
