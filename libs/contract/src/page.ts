/** The shape of every list answer. */

export interface Page<T> {
  items: T[];
  /** Number of items that match the filter, on all pages together. */
  total: number;
  limit: number;
  offset: number;
}
