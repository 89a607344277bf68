/** A way to a server that can be cut without anybody being told, as a NAT gateway does with connections that were idle. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  readonly address: string;
  /** Connections that have been made so far. */
  readonly connections: number;
  /** From now on nothing comes through the connections that there are; new ones work. */
  forgetConnections(): void;
  /** From now on connections are taken, and nobody answers. */
  fallSilent(): void;
  /** New connections work again. */
  speakAgain(): void;
  close(): Promise<void>;
}

/** @param target `host:port` */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host, port] = target.split(':');
  const sockets = new Set<Socket>();
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
    if (outbound) inbound.pipe(outbound).pipe(inbound);
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
