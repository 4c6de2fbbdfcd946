"""The order in which Snakemake is given the steps that could run, and how little it looks at.

Each time a job ends, Snakemake looks at every job that is ready, at the files these read and at all
that remain. For thousands of steps of a few milliseconds that takes longer than they do. So it is
offered as many steps as it has free cores, in this order: block by block, earlier processors first,
and of the blocks that can follow the first step before the others of the present one. That step
computes the next block while this one's sentinels are written.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from nba_backfill.phase4.blocks import block_of
from nba_backfill.schedule import Season, season_of
from nba_backfill.tables.processors import PROCESSORS

AHEAD = 8  # blocks computed at the same time, at most

Step = tuple[str, dt.date]  # processor, date


def in_order(steps: Iterable[Step], seasons: Mapping[int, Season], cores: int) -> list[Step]:
    """All steps in the order in which they are best begun on so many cores."""
    blocks = _blocks(steps, seasons)
    place = {block: number for number, block in enumerate(blocks)}
    begun, ordered = set(), []
    for number, (block, (first, *others)) in enumerate(blocks.items()):
        ordered += [] if block in begun else [first]
        ordered += others[:cores]
        for name, day in list(blocks)[number + 1 : number + min(cores, AHEAD)]:
            above = (place.get((other, day), -1) for other in PROCESSORS[name].waits_for)
            if any(other >= number for other in above):
                break
            if (name, day) not in begun:
                begun.add((name, day))
                ordered.append(blocks[name, day][0])
        ordered += others[cores:]
    return ordered


def _blocks(steps: Iterable[Step], seasons: Mapping[int, Season]) -> dict[Step, list[Step]]:
    """The steps of each block by processor and the block's first date, in the order of both."""
    found: dict[str, dict[dt.date, list[Step]]] = {name: defaultdict(list) for name in PROCESSORS}
    for name, day in sorted(steps):
        first = block_of(season_of(seasons, day).dates, day)[0]
        found[name][first].append((name, day))
    return {
        (name, first): block for name, blocks in found.items() for first, block in blocks.items()
    }


def install(workflow, ordered: Iterable) -> None:
    """Offer Snakemake's scheduler the jobs of `ordered` in their order, a few at a time.

    workflow: Snakemake's, about to run or running. Its other jobs are offered as soon as they are
    ready. Runs of another scheduler, on other executors or with checkpoints, which exchange jobs,
    are left as they are.
    """
    from snakemake.scheduling.job_scheduler import JobScheduler

    scheduler = workflow.scheduler
    is_greedy = workflow.scheduling_settings.scheduler == "greedy"
    has_checkpoints = any(rule.is_checkpoint for rule in workflow.rules)
    if type(scheduler) is not JobScheduler or not workflow.local_exec:
        return
    if not is_greedy or has_checkpoints:
        return
    waiting = OrderedDict.fromkeys(ordered)  # those that have begun leave it from any place
    others = dict.fromkeys(job for job in workflow.dag.needrun_jobs() if job not in waiting)

    class FewAtATime(JobScheduler):
        """Snakemake's scheduler; what it looks at does not grow with the number of jobs."""

        @property
        def open_jobs(self):
            ready = self.workflow.dag.ready_jobs
            free = max(1, self.resources["_cores"])
            ours = islice((job for job in waiting if job in ready), free)
            offered = [*(job for job in others if job in ready), *ours]
            return offered or list(ready)  # those that are tried again come last

        @property
        def remaining_jobs(self):  # the greedy selection makes no use of them
            return [] if self.workflow.dag.ready_jobs else super().remaining_jobs

        async def update_input_sizes(self, jobs):
            await super().update_input_sizes([job for job in jobs if job in others])

        def run(self, jobs, executor=None):
            for job in jobs:
                waiting.pop(job, None)
            super().run(jobs, executor)

    scheduler._input_sizes = defaultdict(int, scheduler._input_sizes)
    scheduler.__class__ = FewAtATime


def lift_rate_limit(workflow) -> None:
    """Let jobs of this machine start at any rate (Snakemake has always a limit).

    workflow: Snakemake's, about to run on a local executor. While starts are limited each look of
    the scheduler begets another one a second later: a run of a single job waits for it at its end.
    """
    workflow.scheduler.job_rate_limiter = None
