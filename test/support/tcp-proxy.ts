/** A way to a server that can be cut without anybody being told, as a NAT gateway does with connections that were idle. */
import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  readonly address: string;
  /** Connections that have been made so far. */
  readonly connections: number;
  /** From now on nothing comes through the connections that there are; new ones work. */
  forgetConnections(): void;
  /** From now on connections are taken, and nobody answers. */
  fallSilent(): void;
  /**
   * From now on what clients send is kept back. What the server sends still arrives.
   * @returns what tells of the first message that is kept back from then on, and what lets all of it go on
   */
  holdBack(): HeldBack;
  /** New connections work again. */
  speakAgain(): void;
  close(): Promise<void>;
}

export interface HeldBack {
  /** Resolves when a client has sent more than the few bytes by which a connection is kept in order. */
  readonly message: () => Promise<void>;
  readonly release: () => void;
}

/** More than a PING or an acknowledgement of HTTP/2, less than any request. */
const messageBytes = 100;

/** @param target `host:port` */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host, port] = target.split(':');
  const sockets = new Set<Socket>();
  const ways = new Map<Socket, Socket>();
  let connections = 0;
  let isSilent = false;
  const server = createServer((inbound) => {
    connections += 1;
    const all = isSilent ? [inbound] : [inbound, connect(Number(port), host)];
    for (const socket of all) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    const [, outbound] = all;
    if (!outbound) return;
    ways.set(inbound, outbound);
    inbound.on('close', () => ways.delete(inbound));
    inbound.pipe(outbound).pipe(inbound);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const forgetConnections = () => {
    for (const socket of sockets)
      socket
        .unpipe()
        .resume()
        .removeAllListeners('data')
        .on('data', () => undefined);
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    get connections() {
      return connections;
    },
    forgetConnections,
    fallSilent: () => {
      isSilent = true;
      forgetConnections();
    },
    holdBack: () => holdBack(ways),
    speakAgain: () => {
      isSilent = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function holdBack(ways: ReadonlyMap<Socket, Socket>): HeldBack {
  const events = new EventEmitter();
  const releases = [...ways].map(([inbound, outbound]) => {
    const kept: Buffer[] = [];
    const keep = (data: Buffer) => {
      kept.push(data);
      if (data.length >= messageBytes) events.emit('message');
    };
    inbound.unpipe(outbound);
    inbound.on('close', () => outbound.destroy()); // the server learns that a client has died
    inbound.on('data', keep);
    inbound.resume();
    return () => {
      inbound.off('data', keep);
      for (const data of kept) outbound.write(data);
      inbound.pipe(outbound);
    };
  });
  return {
    message: async () => {
      await once(events, 'message');
    },
    release: () => releases.forEach((release) => release()),
  };
}
