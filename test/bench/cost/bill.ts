import { type Load, requestsOf } from './load.ts';
import { assumptions, prices } from './prices.ts';
import * as units from './units.ts';

/** What a month costs, in dollars, by what AWS charges for. */
export type Bill = {
  readonly api: number;
  readonly functionRequests: number;
  readonly functionTime: number;
  readonly writes: number;
  readonly reads: number;
  /** The whole history that is kept, once it is there. */
  readonly storage: number;
  readonly logs: number;
  readonly traces: number;
  readonly dataOut: number;
  readonly betweenRegions: number;
};

/** What a month costs. */
export function billOf(load: Load): Bill {
  const { regions, bytesPerMessage, withKey, monthsKept } = load;
  const { sends, pages, logIns } = requestsOf(load);
  const requests = sends + pages + logIns;
  const send = units.send(bytesPerMessage);
  const readUnitsOfLogIn = units.logIn.readUnits + units.logInAwayReadUnits * ((regions - 1) / regions);
  const regionalWrites = logIns * units.logInRegionalWriteUnits;
  const replicatedWrites =
    sends * (send.writeUnits + withKey * units.key.writeUnits) + logIns * units.logIn.writeUnits - regionalWrites;
  const readUnits =
    sends * (send.readUnits + withKey * units.key.readUnits) +
    pages * units.page(bytesPerMessage).readUnits +
    logIns * readUnitsOfLogIn;
  const replicatedBytes = sends * bytesPerMessage + (sends * withKey + logIns) * assumptions.smallItemBytes;
  const storedGb = gigabytes(sends * monthsKept * bytesPerMessage);

  return {
    api: regions * apiDollars(millions(requests) / regions),
    functionRequests: millions(requests) * prices.lambdaMillion,
    functionTime: gbSeconds(load) * prices.lambdaGbSecond,
    writes: millions(replicatedWrites * regions + regionalWrites) * prices.writeMillion,
    reads: millions(readUnits) * prices.readMillion,
    storage: storedGb * (prices.storedGbMonth + prices.recoveryGbMonth) * regions,
    logs: gigabytes(requests * assumptions.logKb * 1000) * prices.logGb,
    traces: millions(requests * assumptions.traced) * prices.traceMillion,
    dataOut:
      gigabytes((sends + logIns) * assumptions.answerKb * 1000 + pages * units.PAGE_SIZE * bytesPerMessage) *
      prices.outGb,
    betweenRegions: gigabytes(replicatedBytes) * (regions - 1) * prices.betweenRegionsGb,
  };
}

export const totalOf = (bill: Bill): number => Object.values(bill).reduce((sum, dollars) => sum + dollars, 0);

function gbSeconds(load: Load): number {
  const { sends, pages, logIns } = requestsOf(load);
  const { functionSeconds, functionGb, hashingSeconds, hashingGb } = assumptions;
  return (sends + pages) * functionSeconds * functionGb + logIns * hashingSeconds * hashingGb;
}

function apiDollars(inMillions: number): number {
  const first = Math.min(inMillions, prices.apiMillionsFirst);
  return first * prices.apiMillion + (inMillions - first) * prices.apiMillionBeyond;
}

const millions = (count: number) => count / 1e6;
const gigabytes = (bytes: number) => bytes / 1e9;
