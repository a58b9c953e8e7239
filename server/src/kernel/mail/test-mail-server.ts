/** A mail server for tests, on loopback, that answers as it is told. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export interface Received {
  from: string;
  to: string[];
  data: string;
}

/** A mail server on loopback (RFC 5321) that answers as it is told. */
export class MailServer {
  readonly received: Received[] = [];
  /** Every line that a client has sent outside of a message, passwords included. */
  readonly commands: string[] = [];
  answers: Record<string, string> = {};
  readonly #server: Server = createServer((socket) => this.#talk(socket));

  port = 0;

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return `smtp://127.0.0.1:${this.port}`;
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #talk(socket: Socket): void {
    const mail: Received = { from: '', to: [], data: '' };
    let inData = false;
    let buffer = '';
    const say = (verb: string, usual: string) => socket.write(`${this.answers[verb] ?? usual}\r\n`);
    const command = (line: string) => {
      this.commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'MAIL') mail.from = line;
      if (verb === 'RCPT') mail.to.push(line.replace(/^.*<(.*)>.*$/, '$1'));
      if (verb === 'DATA') inData = true;
      say(verb, verb === 'DATA' ? '354 go on' : '250 ok');
    };
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (!inData) command(line);
        else if (line !== '.') mail.data += `${line}\n`;
        else {
          inData = false;
          this.received.push(mail);
          say('.', '250 stored');
        }
      }
    });
    say('GREET', '220 test');
  }
}
