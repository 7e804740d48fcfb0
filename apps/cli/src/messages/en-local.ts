/** What the command says about packages, keys and this machine, in English. */

export const enLocal = {
  'doctor.summary': 'check this machine; needs no console',
  'doctor.about':
    'Checks what a console needs on this machine: Node.js, zstd, age, PostgreSQL’s programs, the directory for\nbackups (BACKUP_STORAGE_PATH) and its free space, the clock, and the console itself if one answers.\nExit code 13: a program is missing; 14: the storage cannot be used.',
  'doctor.well': 'This machine is ready.',
  'doctor.ill': 'Something has to be mended: see ✗ above.',
  'doctor.node.hint': 'Install Node.js {version} or newer.',
  'doctor.tools': 'Programs',
  'doctor.tool.there': 'installed',
  'doctor.storage.writable': '{path} can be written',
  'doctor.storage.creatable': '{path} does not exist yet and can be created',
  'doctor.storage.not-writable': '{path} cannot be written: {reason}',
  'doctor.storage.hint': 'Give the console’s user the right to write there, or set BACKUP_STORAGE_PATH.',
  'doctor.space': 'Free space',
  'doctor.space.free': '{free} free',
  'doctor.space.hint': 'Make room, or set BACKUP_STORAGE_PATH to a larger disk.',
  'doctor.clock': 'Clock',
  'doctor.clock.differs': 'this machine and the console differ by {difference}',
  'doctor.clock.hint': 'Set the clock, best by NTP (timedatectl set-ntp true).',
  'doctor.console': 'Console',
  'doctor.console.ready': '{url} is ready',
  'doctor.console.not-ready': '{url} is not ready. {reasons}',
  'doctor.console.hint': 'Look at the console’s log.',
  'argument.package': 'id of the package, as shown by "holdfast recover --from … list"',
  'recover.summary': 'list, verify and restore packages without a console',
  'recover.about':
    'Works with packages and keys alone: no console, no catalog. Nothing is written to the place that is read.\nFor s3:// set BACKUP_S3_ENDPOINT, BACKUP_S3_REGION, BACKUP_S3_ACCESS_KEY_ID, BACKUP_S3_SECRET_ACCESS_KEY\nand BACKUP_S3_FORCE_PATH_STYLE (or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL).',
  'recover.from': 'directory of the packages, or s3://bucket/prefix',
  'recover.key': 'keyring, recovery kit, or any text file with the keys in it',
  'recover.work-dir':
    'where raw data is unpacked for the time of a restore (default: the directory for temporary files)',
  'recover.to':
    'address of the database to restore into, e.g. postgresql://user:password@host:5432/shop; one that exists is kept under another name',
  'recover.list.about':
    'Lists the packages, newest first. Says which cannot be trusted, and who signed each.',
  'recover.verify.about':
    'Reads a package to its last byte: hashes, decrypts, unpacks, parses and compares it with its manifest.',
  'recover.restore.about':
    'Restores a package: verifies it, loads it into a new database, compares that table by table, and swaps it in.\nA database that stands there is kept under another name.',
  'recover.none': 'There is no package in {from}.',
  'recover.bad-place': 'This is not a place to recover from: {from}',
  'recover.bad-place.hint': 'Give a directory, or s3://bucket/prefix.',
  'recover.no-access': 'The access to the bucket is not set.',
  'recover.no-access.hint':
    'Set BACKUP_S3_ACCESS_KEY_ID and BACKUP_S3_SECRET_ACCESS_KEY, and BACKUP_S3_ENDPOINT where it is not AWS.',
  'recover.no-keys': '{path} holds no key.',
  'recover.no-keys.hint':
    'Give the keyring or the recovery kit: its keys are lines that begin with AGE-SECRET-KEY-1.',
  'recover.key-unreadable': 'The key file {path} cannot be read: {reason}',
  'recover.not-found': 'There is no package {id} in that place.',
  'recover.not-found.hint': 'See what there is with "holdfast recover --from … list".',
  'recover.verify.passed': 'Package {id} is sound and readable to its last byte. Signed: {signed}.',
  'recover.restore.warning':
    'Restore the backup of {time} into {address}? A database that stands there is kept under another name.',
  'recover.several': 'The package holds {count} components; recover restores packages with one.',
  'recover.kept': 'The database from before is kept as {name}. Drop it when you no longer need it.',
  'authenticity.own': 'by these keys',
  'authenticity.foreign': 'by somebody else',
  'authenticity.unsigned': 'by nobody',
  'keys.summary': 'list the keys, make a new one, write a recovery kit',
  'keys.about': 'Works on the keyring of this machine (BACKUP_KEYRING_PATH); needs no console.',
  'keys.list.about': 'Shows the public half of each key.',
  'keys.new.about':
    'Adds a key for new packages. The old ones stay: old packages need them. A console that runs uses it after a restart.',
  'keys.new.done':
    'New packages are encrypted to {id} from now on. Restart the console, and print a new recovery kit: holdfast keys recovery-kit',
  'keys.kit.about':
    'Prints all that is needed to bring the data back without Holdfast. Whoever holds it can read every backup.',
  'keys.missing': 'There is no keyring at {path}.',
  'keys.empty': 'The keyring {path} holds no key.',
  'keys.missing.hint': 'Set BACKUP_KEYRING_PATH, or run this where the console runs.',
  'catalog.summary': 'rebuild a damaged catalog from the packages',
  'catalog.about': 'Needs no console, and none may run.',
  'catalog.rebuild.about':
    'Moves damaged files of the catalog aside and puts empty ones in their place. What is sound stays. At its next\nstart the console takes in every backup from the packages’ manifests.',
  'catalog.rebuild.kept': 'Sound, kept: {names}',
  'catalog.rebuild.moved': 'Moved aside: {from} → {to}',
  'catalog.rebuild.made': 'Missing, made anew: {names}',
  'catalog.rebuild.nothing': 'Nothing is damaged.',
  'catalog.rebuild.done': 'Start the console: it takes in the backups from their packages.',
  'preview.can': 'This backup can be restored here.',
  'preview.cannot': 'This backup cannot be restored here as things stand.',
  'preview.estimate': 'A restore will take about {time}, as {runs} measured runs say.',
  'preview.no-changes': 'No table would change in its number of rows.',
  'preview.identical': 'Every table is identical to the backup.',
  'change.identical': 'identical',
  'change.same-count': 'same number of rows',
  'change.different': 'different',
  'change.appears': 'would appear',
  'change.vanishes': 'would vanish',
} as const;
