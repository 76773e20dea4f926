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
 * Serves on for a while when the service is told to stop, so that whoever sends requests
 * learns that it leaves before it does: load balancers from readiness, which Spring Boot
 * lets fail from the first moment on, and clients from {@code Connection: close} on the
 * answer to each request. Only then comes the graceful shutdown.
 * <p>
 * It is Tomcat that tells clients: each request is the last of its connection now. A
 * filter that sets the header would miss Tomcat's own errors, and would make Tomcat end
 * streamed answers by closing, so that one that was cut would look whole.
 * <p>
 * It takes its whole time even without a connection: new ones may be on their way.
 * <p>
 * What remains are connections on which no request arrives in that time. Tomcat closes
 * them in the end, and a request that is sent at that very moment is lost, unless the
 * client tries again as RFC 9112, section 9.3.1, lets it. They may be idle, or still busy
 * with an answer that was begun before, and could not tell.
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

	/** The first to stop: until clients have left, all else is needed. */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

	/** A pause, unlike a stop, sends nobody away. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
