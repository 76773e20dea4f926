package ai.potpie.analyticsapi.web.connection;

import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Has connections guarded, on the management port too: it is in the same process.
 */
class GuardedConnections implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

	/**
	 * In bytes. Linux takes twice as much, and up to half of it has to become free before
	 * it asks for more: a client that takes 10 KB a second does not look like one that
	 * stalls, as it would with the megabytes that Linux gives by itself.
	 */
	private static final String SEND_BUFFER = "131072";

	private final ConnectionProperties limits;

	GuardedConnections(ConnectionProperties limits) {
		this.limits = limits;
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		factory.setProtocol(GuardedProtocol.class.getName());
		factory.addConnectorCustomizers(this::guard);
	}

	private void guard(Connector connector) {
		GuardedProtocol protocol = (GuardedProtocol) connector.getProtocolHandler();
		protocol.guardBy(this.limits);
		protocol.setProperty("socket.txBufSize", SEND_BUFFER);
		// Nothing looks for parameters in a body, and to read it can take for ever
		connector.setParseBodyMethods("");
	}

}
