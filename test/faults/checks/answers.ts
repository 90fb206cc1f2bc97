import type { Finding } from '../finding.ts';
import type { Exchange, History } from '../history.ts';
import { stalled } from '../stalls.ts';

const LONGEST_ANSWER = 5000;

const allExchanges = ({ exchanges, attempts }: History): Exchange[] => [...exchanges, ...attempts];

const told = ({ route, process, status, code, startedAt }: Exchange) =>
  `${route} to ${process} at ${Math.round(startedAt)} ms: ${status ?? 'broken'} ${code ?? ''}`.trim();

/** Refusals that were not due, and requests that were not refused and had to be. */
export const refusals = (history: History): Finding[] =>
  allExchanges(history).flatMap((exchange): Finding[] => {
    const { status, code, mayBeRefused = [], mustBeRefused } = exchange;
    if (status === undefined || status >= 500) return [];
    const refused = status >= 400;
    if (refused && !mayBeRefused.includes(code ?? '')) return [{ kind: 'falsely refused', detail: told(exchange) }];
    return !refused && mustBeRefused ? [{ kind: 'not refused', detail: told(exchange) }] : [];
  });

/** Answers after more than 5 s in which the harness got to run. */
export const lateAnswers = (history: History): Finding[] =>
  allExchanges(history)
    .filter(({ startedAt, endedAt }) => endedAt - startedAt > LONGEST_ANSWER)
    .map((exchange) => ({ exchange, took: exchange.endedAt - exchange.startedAt - stalled(history, exchange) }))
    .filter(({ took }) => took > LONGEST_ANSWER)
    .map(({ exchange, took }) => ({ kind: 'too slow', detail: `${told(exchange)} after ${Math.round(took)} ms` }));

/** Connections that broke though their process lived. */
export const unanswered = (history: History): Finding[] =>
  allExchanges(history)
    .filter(({ status }) => status === undefined)
    .filter(
      ({ process, startedAt, endedAt }) =>
        !history.outages.some(
          (outage) => outage.process === process && outage.from <= endedAt && startedAt <= outage.to,
        ),
    )
    .map((exchange) => ({ kind: 'no answer', detail: told(exchange) }));

/** Answers of the 500s other than a 503 that says when to come back. */
export const answersInTrouble = (history: History): Finding[] =>
  allExchanges(history).flatMap((exchange): Finding[] => {
    const { status = 0, code, retryAfter } = exchange;
    if (status < 500) return [];
    if (status !== 503 || code !== 'unavailable') return [{ kind: 'internal error', detail: told(exchange) }];
    return /^\d+$/.test(retryAfter ?? '') ? [] : [{ kind: 'no Retry-After', detail: told(exchange) }];
  });
