import { captureOutput } from '../pipeline/capture-output.js';
import { program } from '../testing/fixture-programs.js';
import { signAnew, stripSignature } from '../testing/forge-package.js';
import { codecWithKey, fixtureRunner, REF } from '../testing/package-fixture.js';
import { packageWorld, type PackageWorld } from '../testing/package-world.js';
import { addIdentity } from '../tools/age-keyring.js';
import { systemClock } from '../tools/system-clock.js';
import { listPackages } from './list-packages.js';
import { packagePrefix } from './package-layout.js';
import { readManifest } from './package-reader.js';

/** As docs/backup-format.md tells people to do it. */
const CHECK = `
cd "$1"
{ echo '-----BEGIN PUBLIC KEY-----'
  sed -n 's/^ *"publicKey": "\\(.*\\)"$/\\1/p' manifest.json
  echo '-----END PUBLIC KEY-----'; } > "$2/pub.pem"
openssl pkeyutl -verify -pubin -inkey "$2/pub.pem" -rawin -in "$3" -sigfile manifest.json.sig || true
sha256sum --quiet -c SHA256SUMS && echo sums agree`;

describe('the signature of a manifest', () => {
  let world: PackageWorld;

  beforeEach(async () => {
    world = await packageWorld();
  });
  afterEach(() => world.dispose());

  const pathOf = (): string => world.destination.locate(packagePrefix(REF));
  const authenticities = async () =>
    (await listPackages(world.destination, world.keyring)).packages.map(({ authenticity }) => authenticity);

  it.each([true, false])('is confirmed by openssl (package encrypted: %s)', async (isEncrypted) => {
    await world.publish({ isEncrypted });
    const check = (file: string) =>
      captureOutput(
        fixtureRunner,
        program('/bin/sh', '-c', CHECK, 'sh', pathOf(), world.directory.path, file),
      );
    expect(await check('manifest.json')).toBe('Signature Verified Successfully\nsums agree\n');
    expect(await check('SHA256SUMS')).toBe('Signature Verification Failure\nsums agree\n');
  });

  it('makes a package ours', async () => {
    await world.publish();
    expect(await authenticities()).toEqual(['own']);
  });

  it('still makes it ours after the key was rotated', async () => {
    await world.publish();
    const rotated = await addIdentity({
      path: world.keyringPath,
      encryptionKey: null,
      encryptionKeyId: null,
      mayCreate: false,
      runner: fixtureRunner,
      ageKeygenProgram: '/usr/bin/age-keygen',
      clock: systemClock,
    });
    const { packages } = await listPackages(world.destination, rotated);
    expect(packages.map(({ authenticity }) => authenticity)).toEqual(['own']);
    expect(packages[0]?.manifest.signature?.publicKey).not.toBe(rotated.currentSigningPublicKey());
  });

  it('makes a package foreign where another installation gave it', async () => {
    await world.publish();
    const { keyring } = await codecWithKey(world.directory.path, 'keyring-of-another');
    await signAnew(pathOf(), keyring);
    expect(await authenticities()).toEqual(['foreign']);
  });

  it('can be taken away, but then nobody vouches for the package', async () => {
    await world.publish();
    await stripSignature(pathOf());
    expect(await authenticities()).toEqual(['unsigned']);
    expect((await readManifest(world.destination, REF)).signature).toBeNull();
  });
});
