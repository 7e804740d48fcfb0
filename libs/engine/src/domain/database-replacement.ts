/** The names that a restore by swap works with. It is kept in the restore's record before anything is created. */

export interface DatabaseReplacement {
  componentName: string;
  /** The application's database. */
  liveName: string;
  /** The new one, loaded beside it: `<db>__restoring_<id>`. */
  besideName: string;
  /** What the live one is called after the swap: `<db>__before_<id>`. */
  keptName: string;
  /** What the restored one is called after an undo: `<db>__undone_<id>`. */
  undoneName: string;
}
