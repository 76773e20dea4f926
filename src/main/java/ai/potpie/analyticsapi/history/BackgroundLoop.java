package ai.potpie.analyticsapi.history;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Work that is done again and again on a thread of its own, as long as the application
 * runs.
 */
public abstract class BackgroundLoop implements SmartLifecycle {

	/** How long the application waits for the work to end. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final String name;

	private volatile boolean running;

	private @Nullable Thread thread;

	/**
	 * Creates a loop that does not run yet.
	 * @param name the name of its thread
	 */
	protected BackgroundLoop(String name) {
		this.name = name;
	}

	/**
	 * Does the work once, or waits until there is some.
	 * @throws InterruptedException if the application stops
	 */
	protected abstract void step() throws InterruptedException;

	private void run() {
		while (this.running) {
			try {
				step();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	@Override
	public synchronized void start() {
		this.running = true;
		Thread started = new Thread(this::run, this.name);
		started.setDaemon(true);
		started.start();
		this.thread = started;
	}

	@Override
	public void stop() {
		Thread stopped = this.thread;
		this.running = false;
		if (stopped != null) {
			stopped.interrupt();
			try {
				stopped.join(PATIENCE.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
