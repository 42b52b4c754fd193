// What differs between the two hosts, and nothing else: everything above this interface is one console.

export interface Bridge {
  readonly host: "jira" | "ado";
  /** Shakes hands with the host; rejects with a sentence when there is no host or it does not answer. */
  connect(): Promise<void>;
  /** The headers that say who asks, for the next request; `renew` after the server refused the last ones. */
  headers(renew: boolean): Promise<Record<string, string>>;
  /** Opens an address in a new window. */
  open(url: string): void;
  /** Tells the host how high the panel is, in CSS pixels. */
  reportHeight(pixels: number): void;
  /** Where the visible part of a frame that grows with its content lies; null when the frame scrolls itself. */
  visiblePart(): Promise<{ top: number; height: number } | null>;
  /** The page is there. */
  loaded(): void;
  /** The page could not be shown. */
  failed(message: string): void;
}

/** A failure to say in the page as it is: title, what to do, and the stable reason word for support. */
export class BridgeFailure extends Error {
  constructor(
    readonly title: string,
    message: string,
    readonly reason: string,
    readonly final = false, // reloading the page would not help
  ) {
    super(message);
  }
}

/** The promise, or a rejection with this failure after so many milliseconds. */
export function within<T>(milliseconds: number, promise: Promise<T>, failure: BridgeFailure): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failure), milliseconds);
    promise.then(
      (value) => (clearTimeout(timer), resolve(value)),
      (error) => (clearTimeout(timer), reject(error)),
    );
  });
}
