package ai.potpie.analyticsapi.live;

import java.util.HashMap;
import java.util.Map;

import ai.potpie.analyticsapi.security.access.Admission;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import ai.potpie.analyticsapi.web.problem.BadParameterException;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeHandler;

/**
 * Opens WebSockets.
 */
class LiveSockets {

	/** The only subprotocol. */
	static final String PROTOCOL = "analytics.v1";

	private final LiveStreams streams;

	private final HandshakeHandler handshakes;

	private final WebSocketHandler handler;

	private final StreamAccess access;

	LiveSockets(LiveStreams streams, HandshakeHandler handshakes, WebSocketHandler handler, StreamAccess access) {
		this.streams = streams;
		this.handshakes = handshakes;
		this.handler = handler;
		this.access = access;
	}

	/**
	 * Upgrades a request.
	 * @throws RefusedException if it asks for no WebSocket
	 * @throws ResponseStatusException if it comes from a page of a foreign origin
	 */
	void open(HttpServletRequest request, HttpServletResponse response) {
		if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
			response.setHeader(HttpHeaders.UPGRADE, "websocket");
			throw new RefusedException(HttpStatus.UPGRADE_REQUIRED,
					"Open a WebSocket here, with the subprotocol " + PROTOCOL + ".");
		}
		this.access.requireKnownOrigin(request);
		this.streams.requireRunning();
		ServletServerHttpRequest asked = new ServletServerHttpRequest(request);
		if (!new WebSocketHttpHeaders(asked.getHeaders()).getSecWebSocketProtocol().contains(PROTOCOL)) {
			throw new BadParameterException(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL, "must offer " + PROTOCOL);
		}
		Map<String, Object> attributes = new HashMap<>();
		Admission admission = this.access.admit(request);
		if (admission != null) {
			attributes.put(SocketHandler.ADMISSION, admission);
		}
		if (!this.handshakes.doHandshake(asked, new ServletServerHttpResponse(response), this.handler, attributes)) {
			response.resetBuffer();
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
	}

}
