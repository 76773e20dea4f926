package ai.potpie.analyticsapi.live;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

import ai.potpie.analyticsapi.security.access.Admission;
import ai.potpie.analyticsapi.security.access.NoPlaceException;
import ai.potpie.analyticsapi.security.access.StreamAccess;
import ai.potpie.analyticsapi.security.access.TooManyRequestsException;

import org.springframework.security.core.AuthenticationException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Does what the clients of WebSockets ask in their messages.
 */
class SocketHandler extends TextWebSocketHandler {

	/** The attribute of a session whose handshake had a token. */
	static final String ADMISSION = "admission";

	private static final String SOCKET = "socket";

	/** In bytes. */
	static final int LONGEST_MESSAGE = 4096;

	private static final Duration STALL_TIMEOUT = Duration.ofSeconds(5);

	private final LiveStreams streams;

	private final Subscriptions subscriptions;

	private final Strangers strangers;

	private final StreamAccess access;

	private final Clock clock;

	SocketHandler(LiveStreams streams, Subscriptions subscriptions, Strangers strangers, StreamAccess access,
			Clock clock) {
		this.streams = streams;
		this.subscriptions = subscriptions;
		this.strangers = strangers;
		this.access = access;
		this.clock = clock;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		session.setTextMessageSizeLimit(LONGEST_MESSAGE);
		LiveSocket socket = new LiveSocket(this.streams, session, STALL_TIMEOUT, this.clock.instant());
		session.getAttributes().put(SOCKET, socket);
		if (session.getAttributes().get(ADMISSION) instanceof Admission admission) {
			admit(socket, admission);
		}
		else {
			this.strangers.add(socket);
		}
	}

	private void admit(LiveSocket socket, Admission admission) {
		try {
			socket.admit(admission);
			this.streams.open(socket);
			socket.ready(this.streams.expiry(socket));
		}
		catch (NoPlaceException ex) {
			socket.end(ex.isCallersOwn() ? EndReason.TOO_MANY : EndReason.TRY_LATER);
		}
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage text) {
		LiveSocket socket = socket(session);
		socket.heard(this.clock.instant());
		if (text.getPayload().getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
			socket.close(EndReason.BAD_MESSAGE, CloseStatus.TOO_BIG_TO_PROCESS);
			return;
		}
		ClientMessage message = ClientMessage.read(text.getPayload());
		if (message == null) {
			socket.end(EndReason.BAD_MESSAGE);
		}
		else {
			handle(socket, message);
		}
	}

	private void handle(LiveSocket socket, ClientMessage message) {
		if (message.type() == ClientMessage.Type.AUTH) {
			authenticate(socket, message.required(message.token()));
		}
		else if (!socket.isAdmitted()) {
			this.strangers.remove(socket);
			socket.end(EndReason.TOKEN_EXPIRED);
		}
		else if (message.type() == ClientMessage.Type.SUBSCRIBE) {
			this.subscriptions.add(socket, message.required(message.id()), message.required(message.path()));
		}
		else {
			this.subscriptions.remove(socket, message.required(message.id()));
		}
	}

	private void authenticate(LiveSocket socket, String token) {
		if (!this.strangers.remove(socket)) {
			socket.end(EndReason.BAD_MESSAGE);
			return;
		}
		try {
			admit(socket, this.access.admit(token));
		}
		catch (AuthenticationException ex) {
			socket.end(EndReason.TOKEN_EXPIRED);
		}
		catch (TooManyRequestsException ex) {
			socket.end(EndReason.TOO_MANY);
		}
	}

	@Override
	protected void handlePongMessage(WebSocketSession session, PongMessage message) {
		socket(session).heard(this.clock.instant());
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		if (session.getAttributes().get(SOCKET) instanceof LiveSocket socket) {
			this.strangers.remove(socket);
			socket.closed();
		}
	}

	private static LiveSocket socket(WebSocketSession session) {
		return (LiveSocket) session.getAttributes().get(SOCKET);
	}

}
