// Numbers as colours: the maps, and the bytes of a picture as the pixels of a canvas.

const ANCHORS = {
  grey: "000000ffffff",
  viridis:
    "440154470d6048186a482374472d7b4536814240863f49893b528b375a8d33638d2f6a8e2c728e297a8e26818e23898e219" +
    "08c1f988b1f9f8821a68528ae8031b57b3ebc744cc26c5dc9636ece5882d34c96d83fabdc32c0df24d5e21aeae51afde725",
  signed: "0530612166ac4393c392c5ded1e5f0f7f7f7fddbc7f4a582d6604db2182b67001f",
};

/** 256 colours of a map, three bytes each, between the anchors that matplotlib's map of that name has. */
export const COLORMAPS = {
  grey: interpolated(ANCHORS.grey),
  viridis: interpolated(ANCHORS.viridis),
  signed: interpolated(ANCHORS.signed),
};

/**
 * 256 colours between anchors that lie evenly.
 *
 * @param {string} hex  the anchors, six digits each
 */
function interpolated(hex) {
  const anchors = Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  const last = anchors.length / 3 - 1;
  return Uint8Array.from({ length: 768 }, (_, i) => {
    const u = (Math.floor(i / 3) / 255) * last;
    const low = Math.min(Math.floor(u), last - 1);
    const below = anchors[3 * low + (i % 3)];
    const above = anchors[3 * low + 3 + (i % 3)];
    return Math.round(below + (u - low) * (above - below));
  });
}

/**
 * Red, green, blue and opacity of each pixel.
 *
 * @param {ArrayLike<number>} values  a byte for each pixel; without a map they are colours, three bytes for each pixel
 * @param {number} height
 * @param {number} width
 * @param {Uint8Array | null} map  256 colours, three bytes each
 * @param {boolean} flip  where row 0 is at the bottom
 */
export function rgba(values, height, width, map, flip = false) {
  const pixels = new Uint8ClampedArray(4 * height * width);
  const colours = map ?? values;
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++) {
      const pixel = (flip ? height - 1 - i : i) * width + j;
      const from = 3 * (map ? values[pixel] : pixel);
      const to = 4 * (i * width + j);
      pixels[to] = colours[from];
      pixels[to + 1] = colours[from + 1];
      pixels[to + 2] = colours[from + 2];
      pixels[to + 3] = 255;
    }
  return pixels;
}

/**
 * Those pixels as a small canvas, to be drawn at any size.
 *
 * @param {Uint8ClampedArray<ArrayBuffer>} pixels
 * @param {number} width
 */
export function bitmap(pixels, width) {
  const image = new ImageData(pixels, width);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d")); // a new canvas has one
  context.putImageData(image, 0, 0);
  return canvas;
}
