/** What the recovery kit says, whatever form it is given out in. Pure. */

/** Holds secrets. */
export interface RecoveryKit {
  madeAt: string;
  /** Where packages are kept first. */
  storage: string;
  /** Where else they lie, such as `name: location` of the further destinations. */
  places: readonly string[];
  /** Lines `AGE-SECRET-KEY-1…`. */
  identities: readonly string[];
  /** In PEM, the current one last. */
  signingPublicKeys: readonly string[];
  /** Of one package; null: none is known. */
  examplePath: string | null;
}

export interface RecoveryKitSection {
  title: string;
  /** Sentences for people. */
  words: readonly string[];
  /** To be kept or typed as it stands. */
  lines: readonly string[];
}

export const RECOVERY_KIT_TITLE = 'HOLDFAST RECOVERY KIT / 磐石恢复包';

export const RECOVERY_KIT_WARNING =
  'Keep this away from the backups. Whoever holds it can read every backup; whoever loses it can read none. ' +
  '请与备份分开保存：持有者可读取所有备份，丢失则无法读取。';

export function recoveryKitSections(kit: RecoveryKit): RecoveryKitSection[] {
  return [
    keySection(kit),
    placeSection(kit),
    signerSection(kit),
    consoleSection(kit),
    fullSection(kit),
    deltaSection(),
  ];
}

/** A comment where the kit is read as a file of keys. */
const NO_KEYS = '# none: the backups are not encrypted';

function keySection({ identities }: RecoveryKit): RecoveryKitSection {
  return {
    title: '1. Keys / 密钥',
    words: [
      'Save these lines, or the whole kit as text, as key.txt. 将以下各行（或整个文本恢复包）保存为 key.txt。',
    ],
    lines: identities.length === 0 ? [NO_KEYS] : identities,
  };
}

function placeSection({ storage, places }: RecoveryKit): RecoveryKitSection {
  return {
    title: '2. Where the packages lie / 备份包位置',
    words: [
      'One directory per backup: <appId>/<backupId>/ with manifest.json and SHA256SUMS.',
      'A package that was downloaded is one tar: “tar -xf backup_….tar” makes its directory.',
    ],
    lines: [storage, ...places],
  };
}

function signerSection({ signingPublicKeys }: RecoveryKit): RecoveryKitSection {
  return {
    title: '3. Who signed them / 签名公钥',
    words: [
      'A package that was signed by another key was not made by this installation. In its directory:',
      '请用以下公钥核对备份包的签名（存为 signer.pem）：',
    ],
    lines: [
      'openssl pkeyutl -verify -pubin -inkey signer.pem -rawin -in manifest.json -sigfile manifest.json.sig',
      ...signingPublicKeys.flatMap((pem) => pem.trim().split('\n')),
    ],
  };
}

function consoleSection({ storage }: RecoveryKit): RecoveryKitSection {
  return {
    title: '4. With Holdfast at hand / 使用 holdfast 命令恢复',
    words: ['Neither the console nor its catalog is needed. Set what stands in angle brackets.'],
    lines: [
      `holdfast recover list --from ${shellQuoted(storage)} --key key.txt`,
      `holdfast recover restore <backupId> --from ${shellQuoted(storage)} --key key.txt --to postgresql://<user>@<host>/<database>`,
    ],
  };
}

function fullSection({ examplePath, storage }: RecoveryKit): RecoveryKitSection {
  return {
    title: '5. Without Holdfast / 不使用 Holdfast 恢复',
    words: [
      'With sha256sum, age, zstd, tar and PostgreSQL’s own programs; KEY is the file with the keys above.',
      'A package that is not encrypted has db.dump.zst: leave the age step out.',
      'One that holds db.dump.delta.tar.age is differential or incremental: go on with 6.',
    ],
    lines: [
      'KEY="$PWD/key.txt"; WORK=$(mktemp -d)',
      `PACKAGE=${shellQuoted(examplePath ?? `${storage}/<appId>/<backupId>`)}`,
      'cd "$PACKAGE" && sha256sum -c SHA256SUMS',
      'createdb --template=template0 --encoding=UTF8 restored',
      'age -d -i "$KEY" db.dump.zst.age | zstd -d > "$WORK/db.dump"',
      'pg_restore --exit-on-error --no-owner --no-privileges -d restored "$WORK/db.dump"',
    ],
  };
}

function deltaSection(): RecoveryKitSection {
  return {
    title: '6. Differential and incremental packages / 差异与增量备份包',
    words: [
      'parentBackupId in manifest.json names the package that it builds on, which lies beside it.',
      'Unpack that one first (by 5 or by 6) as "$WORK/base.dump". Then, and pg_restore as in 5:',
    ],
    lines: [
      'mkdir "$WORK/segments"',
      'age -d -i "$KEY" "$PACKAGE/db.dump.delta.tar.age" | tar -x -C "$WORK/segments"',
      'for segment in "$WORK"/segments/*.zst; do',
      '  place=${segment##*/}; place=${place%.zst}; length=${place##*-}; place=${place%-*}; offset=${place##*-}',
      '  { tail -c "+$((offset + 1))" "$WORK/base.dump" || :; } | head -c "$length" > "$WORK/reference"',
      '  if [ "$length" -eq 0 ]; then zstd -d -c "$segment"; else',
      '    zstd -d -c --long=31 --patch-from="$WORK/reference" "$segment"; fi',
      'done > "$WORK/db.dump"',
      'rm -r "$WORK/segments" "$WORK/reference"',
      'sha256sum "$WORK/db.dump"   # equals raw.sha256 in manifest.json',
    ],
  };
}

function shellQuoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
