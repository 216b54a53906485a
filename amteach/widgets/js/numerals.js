// Numbers as the figures print them; `number` in pictures/numerals.py prints the same.

/**
 * A number with four significant digits and a true minus sign.
 *
 * @param {number} value
 * @returns {string}
 */
export function number(value) {
  if (Number.isNaN(value)) return "nan";
  const sign = value < 0 ? "−" : "";
  if (!Number.isFinite(value)) return `${sign}∞`;
  const [mantissa, exponent] = Math.abs(value).toExponential(3).split("e");
  const plain = Number(exponent) >= -3 && Number(exponent) < 5;
  return sign + (plain ? Number(`${mantissa}e${exponent}`) : `${Number(mantissa)}e${exponent}`);
}
