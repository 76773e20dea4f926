package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between the service and Redis, and does what networks do.
 */
final class FaultyProxy implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "faulty-proxy");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final int target;

	private final int port;

	private volatile ServerSocket server;

	private volatile boolean silent;

	private volatile long delayMillis;

	FaultyProxy(int target) throws IOException {
		this.target = target;
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.port = this.server.getLocalPort();
		this.threads.execute(() -> accept(this.server));
	}

	int port() {
		return this.port;
	}

	/** Nobody listens. */
	void refuse() throws IOException {
		this.server.close();
		cut();
	}

	/** What is sent gets lost, and nothing is ever answered. */
	void beSilent() {
		this.silent = true;
	}

	/** Each packet takes this long. */
	void delay(long millis) {
		this.delayMillis = millis;
	}

	/** Ends all connections. */
	void cut() {
		this.sockets.forEach(FaultyProxy::close);
		this.sockets.clear();
	}

	/** Does nothing bad any more. */
	void pass() throws IOException {
		boolean lostSomething = this.silent;
		this.silent = false;
		this.delayMillis = 0;
		if (lostSomething) {
			cut();
		}
		if (this.server.isClosed()) {
			ServerSocket reopened = new ServerSocket();
			reopened.setReuseAddress(true);
			reopened.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
			this.server = reopened;
			this.threads.execute(() -> accept(reopened));
		}
	}

	private void accept(ServerSocket listening) {
		try {
			while (true) {
				Socket near = listening.accept();
				near.setTcpNoDelay(true);
				this.sockets.add(near);
				this.threads.execute(() -> connect(near));
			}
		}
		catch (IOException ex) {
			// It was closed
		}
	}

	private void connect(Socket near) {
		try {
			Socket far = new Socket(InetAddress.getLoopbackAddress(), this.target);
			far.setTcpNoDelay(true);
			this.sockets.add(far);
			this.threads.execute(() -> copy(near, far));
			copy(far, near);
		}
		catch (IOException ex) {
			close(near);
		}
	}

	private void copy(Socket from, Socket to) {
		byte[] buffer = new byte[65_536];
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				if (this.delayMillis > 0) {
					Thread.sleep(this.delayMillis);
				}
				if (!this.silent) {
					out.write(buffer, 0, count);
				}
			}
		}
		catch (IOException ex) {
			// One of both is gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		cut();
		this.threads.shutdownNow();
	}

}
