"""A Slurm of one node, started by the test and gone with it: munge, slurmctld and slurmd.

The node claims eight processors and 16 GB, whatever the machine has, so that jobs run side by side.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel")
PATIENCE = 20  # seconds until the node is ready
EXTRA_PATH = "/usr/sbin"  # where Debian puts the daemons
CONFIGURED = Path("/etc/slurm/slurm.conf")  # where `srun` inside of a job looks

CONFIGURATION = """
ClusterName=nba
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
KillWait=5
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs=8 RealMemory=16000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


class Slurm:
    """The environment in which `sbatch` reaches the cluster, and what it runs now."""

    def __init__(self, folder: Path):
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
        self.environment["PATH"] += f":{EXTRA_PATH}"

    def tell(self, *command: str) -> str:
        """What a Slurm command prints."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def jobs(self) -> list[list[str]]:
        """[id, state, comment] of the jobs that wait or run."""
        lines = self.tell("squeue", "--noheader", "--format=%i|%T|%k").splitlines()
        return [line.split("|", 2) for line in lines]


@pytest.fixture(scope="session")
def slurm(tmp_path_factory):
    """A running Slurm; the test is skipped, with the reason, where none can be started."""
    search = f"{os.environ['PATH']}:{EXTRA_PATH}"
    absent = [name for name in PROGRAMS if shutil.which(name, path=search) is None]
    if absent:
        pytest.skip(f"no Slurm here ({', '.join(absent)}): apt-get install slurm-wlm munge")
    if os.geteuid() != 0:
        pytest.skip("Slurm's daemons are started by root only")
    if CONFIGURED.exists() and not _is_left_over(CONFIGURED):
        pytest.skip(f"{CONFIGURED} is there already: this machine belongs to a cluster")
    folder = tmp_path_factory.mktemp("slurm")
    with ExitStack() as running:
        CONFIGURED.parent.mkdir(parents=True, exist_ok=True)
        CONFIGURED.unlink(missing_ok=True)
        CONFIGURED.symlink_to(folder / "slurm.conf")
        running.callback(CONFIGURED.unlink)
        yield _started(folder, running)


def _is_left_over(configuration: Path) -> bool:
    """Whether it is that of a test that was killed."""
    try:
        running = int((configuration.resolve().parent / "slurmctld.pid").read_text())
        os.kill(running, 0)
    except (OSError, ValueError):
        return configuration.is_symlink()
    return False


def _started(folder: Path, running: ExitStack) -> Slurm:
    host = socket.gethostname().partition(".")[0]
    for name in ("state", "spool"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.write_bytes(secrets.token_bytes(1024))
    key.chmod(0o400)
    configuration = CONFIGURATION.format(host=host, folder=folder, ports=_free_ports(2))
    (folder / "slurm.conf").write_text(configuration)
    cluster = Slurm(folder)
    files = {
        name: str(folder / f"munge.{name}") for name in ("socket", "key", "log", "pid", "seed")
    }
    _daemon(
        running, cluster, folder, "munged", "--foreground", "--force",
        f"--socket={files['socket']}", f"--key-file={files['key']}", f"--log-file={files['log']}",
        f"--pid-file={files['pid']}", f"--seed-file={files['seed']}",
    )  # fmt: skip
    _until(lambda: Path(files["socket"]).exists(), folder, "munged made no socket")
    _daemon(running, cluster, folder, "slurmctld", "-f", str(folder / "slurm.conf"), "-D")
    _daemon(running, cluster, folder, "slurmd", "-D", "-N", host)
    _until(lambda: _is_idle(cluster), folder, "the node did not become idle")
    return cluster


def _daemon(running: ExitStack, cluster: Slurm, folder: Path, *command: str) -> None:
    log = running.enter_context((folder / f"{command[0]}.out").open("w"))
    process = subprocess.Popen(command, env=cluster.environment, stdout=log, stderr=log)
    running.callback(process.wait)
    running.callback(process.terminate)


def _is_idle(cluster: Slurm) -> bool:
    try:
        return cluster.tell("sinfo", "--noheader", "--format=%T").strip() == "idle"
    except subprocess.CalledProcessError:
        return False


def _until(happened, folder: Path, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            said = [line for log in folder.glob("*.out") for line in log.read_text().splitlines()]
            pytest.skip(f"Slurm cannot be started: {what}; {' / '.join(said[-3:])}")
        time.sleep(0.2)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
