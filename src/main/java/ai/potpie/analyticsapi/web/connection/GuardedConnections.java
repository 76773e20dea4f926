package ai.potpie.analyticsapi.web.connection;

import org.apache.catalina.connector.Connector;

import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Guards the connections of the API and of the management port, which share the process.
 */
class GuardedConnections implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

	/**
	 * In bytes. Linux allocates twice as much, and reports room for more only when half
	 * of it is free. With Linux's default of megabytes, a client that reads 10 KB a
	 * second would look as if it had stalled.
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
		// No endpoint has parameters in a body, and reading one can take for ever
		connector.setParseBodyMethods("");
	}

}
