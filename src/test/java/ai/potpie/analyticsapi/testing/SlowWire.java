package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server on which bytes can be slow, get stuck, or be lost. Connections to it
 * always succeed, as they do to a machine whose processes hang.
 */
public final class SlowWire implements AutoCloseable {

	private final ServerSocket entrance = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final int target;

	private volatile Duration delay = Duration.ZERO;

	private volatile boolean stuck;

	private volatile boolean stuckInAnswer;

	private volatile int lost;

	private volatile int connections;

	/**
	 * Opens a way.
	 * @param target the port of the server
	 */
	public SlowWire(int target) throws IOException {
		this.target = target;
		start(this::accept);
	}

	public int port() {
		return this.entrance.getLocalPort();
	}

	/** From now on bytes take so long in each direction. */
	public void slowDown(Duration time) {
		this.delay = time;
	}

	/** From now on no byte arrives. */
	public void getStuck() {
		this.stuck = true;
	}

	/** The next answer gets stuck after its first half, and all bytes after it. */
	public void getStuckInAnswer() {
		this.stuckInAnswer = true;
	}

	/** What is stuck arrives now. */
	public synchronized void goOn() {
		this.stuckInAnswer = false;
		this.stuck = false;
		notifyAll();
	}

	/**
	 * No byte arrives any more on connections that are open now, and neither side is told
	 * so.
	 */
	public void lose() {
		this.lost = this.connections;
	}

	/** Whether an answer is stuck, or all bytes are. */
	public boolean isStuck() {
		return this.stuck;
	}

	private void accept() {
		while (!this.entrance.isClosed()) {
			try {
				Socket client = opened(this.entrance.accept());
				Socket server = opened(new Socket());
				server.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), this.target));
				int number = ++this.connections;
				start(() -> pass(client, server, number, false));
				start(() -> pass(server, client, number, true));
			}
			catch (IOException ex) {
				// It was closed, or nobody listens there
			}
		}
	}

	private Socket opened(Socket socket) throws IOException {
		this.sockets.add(socket);
		socket.setTcpNoDelay(true);
		return socket;
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "slow-wire");
		thread.setDaemon(true);
		thread.start();
	}

	private void pass(Socket from, Socket to, int number, boolean isAnswer) {
		byte[] bytes = new byte[8192];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
				int half = (isAnswer && getsStuck()) ? count / 2 : 0;
				out.write(bytes, 0, half);
				awaitTurn();
				if (number > this.lost) {
					out.write(bytes, half, count - half);
				}
			}
		}
		catch (IOException ex) {
			// One side has hung up
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private synchronized boolean getsStuck() {
		if (!this.stuckInAnswer) {
			return false;
		}
		this.stuckInAnswer = false;
		this.stuck = true;
		return true;
	}

	private void awaitTurn() throws InterruptedException {
		Thread.sleep(this.delay.toMillis());
		synchronized (this) {
			while (this.stuck) {
				wait();
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
		goOn();
	}

}
