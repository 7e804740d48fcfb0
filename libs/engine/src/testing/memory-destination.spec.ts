import { chunksOf, describeDestination } from './destination.contract.js';
import { FaultyDestination } from './faulty-destination.js';
import { MemoryDestination } from './memory-destination.js';

describeDestination('MemoryDestination', () => {
  const destination = new MemoryDestination();
  return Promise.resolve({
    destination,
    leavePartial: () => {
      destination.leavePartial();
      return Promise.resolve();
    },
    dispose: () => Promise.resolve(),
  });
});

describeDestination('FaultyDestination without faults', () => {
  const memory = new MemoryDestination();
  return Promise.resolve({
    destination: new FaultyDestination(memory),
    leavePartial: () => {
      memory.leavePartial();
      return Promise.resolve();
    },
    dispose: () => Promise.resolve(),
  });
});

describe('MemoryDestination', () => {
  it('is full when its capacity is used up', async () => {
    const destination = new MemoryDestination(1000);
    await destination.write('a', chunksOf(Buffer.alloc(900)));
    const writing = destination.write('b', chunksOf(Buffer.alloc(101)));
    await expect(writing).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(await destination.space()).toEqual({ usedBytes: 900, freeBytes: 100 });
  });
});
