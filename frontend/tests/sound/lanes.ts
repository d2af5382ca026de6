/** Measurements, two at a time: most wait for the sound to pass and leave the machine idle. */
import type { Stage } from "./stage.ts";

export interface Job {
  name: string;
  /** Takes a processor for itself: never two of them at a time. */
  heavy: boolean;
  run: (stage: Stage) => Promise<void>;
}

/** Runs all jobs; the first stage takes the heavy ones, and then, as the others do, what is left. */
export async function runAll(jobs: readonly Job[], stages: readonly Stage[]): Promise<void> {
  const heavy = jobs.filter((job) => job.heavy);
  const light = jobs.filter((job) => !job.heavy);
  const take = async (stage: Stage, queues: Job[][]): Promise<void> => {
    for (const queue of queues)
      for (let job = queue.shift(); job; job = queue.shift()) await stage.measure(job);
  };
  await Promise.all(
    stages.map((stage, index) => take(stage, index === 0 ? [heavy, light] : [light])),
  );
}
