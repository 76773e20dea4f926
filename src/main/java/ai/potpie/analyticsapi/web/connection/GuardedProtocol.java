package ai.potpie.analyticsapi.web.connection;

import java.nio.channels.SocketChannel;

import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with a {@link ConnectionGuard}. It is public because Tomcat creates
 * it by name.
 */
public class GuardedProtocol extends Http11NioProtocol {

	private final GuardedEndpoint endpoint;

	public GuardedProtocol() {
		this(new GuardedEndpoint());
	}

	private GuardedProtocol(GuardedEndpoint endpoint) {
		super(endpoint);
		this.endpoint = endpoint;
	}

	/** Sets the limits. The caller has to call it before the protocol starts. */
	void guardBy(ConnectionProperties limits) {
		this.endpoint.guard = new ConnectionGuard(getHandler(), this.endpoint, limits);
		this.endpoint.setHandler(this.endpoint.guard);
	}

	@Override
	public void setAdapter(Adapter adapter) {
		super.setAdapter(new GuardedAdapter(adapter));
	}

	private static final class GuardedEndpoint extends NioEndpoint {

		private @Nullable ConnectionGuard guard;

		@Override
		protected boolean setSocketOptions(SocketChannel socket) {
			boolean opened = super.setSocketOptions(socket);
			var connection = this.connections.get(socket);
			if (opened && this.guard != null && connection != null) {
				this.guard.opened(connection);
			}
			return opened;
		}

	}

}
