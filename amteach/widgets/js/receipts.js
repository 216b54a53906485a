// Answers on their way to a file: kept in the browser's storage, which a reload leaves as it is, until they are there.

const elsewhere = {}; // where the browser's storage is forbidden, or full: lost with the page, as everything is then

/** The answers of the study of this id that are in no file yet. */
export function receipts(id) {
  const key = `amteach ${id}`;
  const read = () => {
    try {
      return elsewhere[key] ?? JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  };
  const write = (answers) => {
    try {
      if (answers.length) localStorage.setItem(key, JSON.stringify(answers));
      else localStorage.removeItem(key);
      delete elsewhere[key];
    } catch {
      elsewhere[key] = answers;
    }
  };
  return {
    waiting: read,
    put: (answer) => write([...read().filter((other) => other.trial !== answer.trial), answer]),
    /** A receipt for the trials that are in `kept`, a Map. */
    settle: (kept) => write(read().filter((answer) => !kept.has(answer.trial))),
  };
}
