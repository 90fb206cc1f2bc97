/** What is stored where a client leaves out an image's size, in pixels, or a video's length, in seconds. */
export const defaults = { width: 640, height: 480, length: 60 } as const;
