// Requests on their way to Python, and which of the pictures that come back are drawn. No element is touched here.

/** @import { ControlsMessage, LookMessage, PictureMessage, Values } from "./wire.d.ts" */

const IN_FLIGHT = 3; // requests on their way while a control moves; one where Python takes longer than this:
const SLOW = 40; // milliseconds

/**
 * The requests of one view. Values that change faster than Python answers wait in one place, where the newest replace
 * those before: so few requests are on their way at any time, and what stands at the end is always asked for.
 *
 * @param {(message: LookMessage | ControlsMessage) => void} send
 */
export function requests(send) {
  /** @type {Values | null} */
  let waiting = null; // what to ask for as soon as there is room
  /** @type {Set<number>} */
  const flying = new Set(); // the serial numbers of the requests on their way
  let limit = IN_FLIGHT;
  let serial = 0; // of the last request
  let newest = 0; // of the newest picture that was drawn

  /** Serial numbers also grow from view to view of the same figure: hence the clock. */
  function next() {
    serial = Math.max(serial + 1, Date.now());
    flying.add(serial);
    return serial;
  }

  function sendWaiting() {
    if (waiting === null || flying.size >= limit) return;
    send({ kind: "controls", values: waiting, serial: next() });
    waiting = null;
  }

  /** Ask for the picture as it stands. */
  function look() {
    send({ kind: "look", serial: next() });
  }

  /**
   * Ask for the picture of these values, now or when there is room.
   *
   * @param {Values} values
   */
  function ask(values) {
    waiting = values;
    sendWaiting();
  }

  /**
   * A picture came: draw it, unless one that was asked for later is drawn already. Pictures of one walk share a number.
   *
   * @param {Pick<PictureMessage, "serial" | "first" | "milliseconds">} message
   * @param {(settled: boolean) => void} draw  settled: nothing is on its way, nothing waits
   */
  function arrived({ serial: answered, first, milliseconds = 0 }, draw) {
    flying.delete(answered);
    if (first) limit = milliseconds > SLOW ? 1 : IN_FLIGHT;
    if (answered >= newest) {
      newest = answered;
      draw(waiting === null && flying.size === 0);
    }
    sendWaiting();
  }

  /**
   * Python could not compute what was asked for: there is room for the next one.
   *
   * @param {number} answered
   */
  function failed(answered) {
    flying.delete(answered);
    sendWaiting();
  }

  return { look, ask, arrived, failed };
}
