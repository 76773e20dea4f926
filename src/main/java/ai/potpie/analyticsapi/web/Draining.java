package ai.potpie.analyticsapi.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps serving for a while after the service is told to stop, so that load balancers and
 * clients learn of it in time. Load balancers see that readiness fails, which Spring Boot
 * does at once; clients get {@code Connection: close} with each answer. The graceful
 * shutdown follows.
 * <p>
 * Tomcat sends that header, because from then on each request is the last of its
 * connection. A filter that sets it would miss Tomcat's own errors, and would make Tomcat
 * end streamed answers by closing the connection, so that a truncated answer would look
 * complete.
 * <p>
 * The period lasts its full time even without connections, because new ones may be on
 * their way.
 * <p>
 * Connections without a request in that time learn nothing: they are idle, or busy with
 * an answer that began before. Tomcat closes them in the end, and a request that is sent
 * at that moment is lost, unless the client retries as RFC 9112, section 9.3.1, allows.
 */
class Draining implements SmartLifecycle, TomcatProtocolHandlerCustomizer<AbstractHttp11Protocol<?>> {

	private static final Logger log = LoggerFactory.getLogger(Draining.class);

	private final Duration period;

	private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();

	private volatile boolean running;

	Draining(DrainProperties properties) {
		this.period = properties.drainPeriod();
	}

	@Override
	public void customize(AbstractHttp11Protocol<?> protocol) {
		this.protocols.add(protocol);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.period.isZero() || this.protocols.isEmpty()) {
			return;
		}
		log.info("Serving for another {} ms, while clients are told to leave", this.period.toMillis());
		this.protocols.forEach((protocol) -> protocol.setMaxKeepAliveRequests(1));
		try {
			Thread.sleep(this.period.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** The first component to stop, because until then clients need all others. */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

	/** A pause, unlike a stop, does not end connections. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
