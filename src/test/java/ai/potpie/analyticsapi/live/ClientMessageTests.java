package ai.potpie.analyticsapi.live;

import ai.potpie.analyticsapi.testing.LiveMessages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service reads exactly the messages that the documented schema allows.
 */
class ClientMessageTests {

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"auth\",\"token\":\"t\"}",
			"{\"type\":\"subscribe\",\"id\":\"a.B-1_\",\"path\":\"/me?days=3\"}",
			"{\"path\":\"/me\",\"id\":\"a\",\"type\":\"subscribe\"}", "{\"type\":\"unsubscribe\",\"id\":\"a\"}" })
	void messagesAreRead(String text) {
		assertThat(ClientMessage.read(text)).isNotNull();
		assertThat(LiveMessages.isOfClient(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "[]", "null", "{}", "1", "{\"type\":\"auth\"}", "{\"type\":\"hello\"}",
			"{\"type\":\"AUTH\",\"token\":\"t\"}", "{\"type\":0,\"token\":\"t\"}", "{\"type\":\"auth\",\"token\":7}",
			"{\"type\":\"auth\",\"token\":null}", "{\"type\":\"auth\",\"token\":\"t\",\"id\":\"a\"}",
			"{\"type\":\"subscribe\",\"id\":\"a b\",\"path\":\"/me\"}", "{\"type\":\"subscribe\",\"id\":\"a\"}",
			"{\"type\":\"subscribe\",\"id\":\"\",\"path\":\"/me\"}",
			"{\"type\":\"subscribe\",\"id\":\"a\",\"path\":\"me\"}",
			"{\"type\":\"subscribe\",\"id\":\"a\",\"path\":\"/me\",\"more\":1}",
			"{\"type\":\"unsubscribe\",\"id\":\"a\",\"path\":\"/me\"}", "{\"type\":\"auth\",\"token\":\"t\"} more" })
	void anythingElseIsNot(String text) {
		assertThat(ClientMessage.read(text)).isNull();
		assertThat(LiveMessages.isOfClient(text)).isFalse();
	}

}
