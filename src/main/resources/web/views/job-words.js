// How all views tell of a job.

import { integer } from '../dom.js';

/** The look of each state's badge, and its words. */
const STATES = new Map([
  ['pending', ['', 'pending']],
  ['running', ['busy', 'running']],
  ['completed', ['good', 'completed']],
  ['completed_with_errors', ['warn', 'completed, with failed files']],
  ['failed', ['bad', 'failed']],
  ['cancelled', ['warn', 'cancelled']],
  ['interrupted', ['warn', 'interrupted']],
]);

/** The `look` of the badge of a job's state, and its `label`. */
export function state(job) {
  const [look, label] = STATES.get(job.status) ?? ['', job.status.replaceAll('_', ' ')];
  return { look, label };
}

/** Whether a job waits or runs. */
export function isUnfinished(job) {
  return job.status === 'pending' || job.status === 'running';
}

/** About how long a running job still takes; empty if that is not known. */
export function timeLeft(job) {
  if (job.status !== 'running' || job.eta_seconds === undefined) {
    return '';
  }
  return job.eta_seconds < 90
    ? `about ${integer(job.eta_seconds)} s left`
    : `about ${integer(Math.round(job.eta_seconds / 60))} min left`;
}
