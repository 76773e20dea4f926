package ai.potpie.analyticsapi.web.connection;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

import org.springframework.http.HttpHeaders;

/**
 * Passes {@code OPTIONS *} on like any other request. Tomcat would answer it by itself,
 * without the service's filters, and would refuse it without a body.
 * <p>
 * It also leaves bodies unread that no endpoint has read, and closes the connection after
 * the answer. Tomcat would read such a body to keep the connection, and would hold a
 * thread for as long as the client lets it drip.
 */
final class GuardedAdapter implements Adapter {

	private static final byte[] ROOT = { '/' };

	private final Adapter adapter;

	GuardedAdapter(Adapter adapter) {
		this.adapter = adapter;
	}

	@Override
	public void service(Request request, Response response) throws Exception {
		if ("OPTIONS".equals(request.getMethod()) && request.requestURI().equals("*")) {
			request.requestURI().setBytes(ROOT, 0, ROOT.length);
		}
		this.adapter.service(request, response);
		if (hasUnreadBody(request)) {
			request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
		}
	}

	private static boolean hasUnreadBody(Request request) {
		String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
		return (length != null && !length.equals(Long.toString(request.getBytesRead())))
				|| request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
	}

	@Override
	public boolean prepare(Request request, Response response) throws Exception {
		return this.adapter.prepare(request, response);
	}

	@Override
	public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
		return this.adapter.asyncDispatch(request, response, event);
	}

	@Override
	public void log(Request request, Response response, long time) {
		this.adapter.log(request, response, time);
	}

	@Override
	public void checkRecycled(Request request, Response response) {
		this.adapter.checkRecycled(request, response);
	}

	@Override
	public String getDomain() {
		return this.adapter.getDomain();
	}

}
