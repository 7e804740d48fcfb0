import { makeDestination } from '../../../testing/settings-fixtures.js';
import { createBodyOf, NEW_DESTINATION, updateBodyOf, valuesOf } from './destination-values.js';

describe('the values of a destination', () => {
  it('leave the secret key as it is when its field stays empty', () => {
    expect(updateBodyOf(valuesOf(makeDestination())).s3).not.toHaveProperty('secretAccessKey');
  });

  it('send a new secret key', () => {
    const values = valuesOf(makeDestination());
    const changed = { ...values, ...(values.s3 && { s3: { ...values.s3, secretAccessKey: 'new' } }) };
    expect(updateBodyOf(changed).s3).toHaveProperty('secretAccessKey', 'new');
  });

  it('mean AWS itself by an empty endpoint, and take slashes off a prefix', () => {
    const address = { region: 'auto', bucket: 'b', prefix: '/a/b/', accessKeyId: 'k', forcePathStyle: true };
    const s3 = { ...address, endpoint: ' ', secretAccessKey: 's' };
    const body = createBodyOf({ ...NEW_DESTINATION, name: ' x ', s3 });
    expect(body).toMatchObject({ name: 'x', kind: 's3', s3: { endpoint: null, prefix: 'a/b' } });
    expect(body).not.toHaveProperty('path');
  });

  it('send only the directory of a local destination', () => {
    const body = createBodyOf({ ...NEW_DESTINATION, name: 'x', kind: 'local', path: '/mnt/nas' });
    expect(body).toEqual({ name: 'x', kind: 'local', isEnabled: true, path: '/mnt/nas' });
  });
});
