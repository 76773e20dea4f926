package ai.potpie.analyticsapi.history;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Work that is done again and again on a thread of its own, as long as the application
 * runs.
 */
public abstract class BackgroundLoop implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(BackgroundLoop.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

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
		try {
			while (this.running) {
				stepOrPause();
			}
		}
		catch (InterruptedException ex) {
			// The application stops
		}
	}

	// Nobody would begin again if it ended here
	private void stepOrPause() throws InterruptedException {
		try {
			step();
		}
		catch (RuntimeException | Error ex) {
			logger.error("A step of {} failed", this.name, ex);
			Thread.sleep(PAUSE.toMillis());
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
