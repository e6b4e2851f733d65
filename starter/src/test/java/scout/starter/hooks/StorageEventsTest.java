package scout.starter.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import scout.starter.inbox.NewObject;

/** Bodies as the vendors' pages give them, with a key that needs care. */
class StorageEventsTest {
  private static final String KEY = "scout/v1/bronze/till-01/a+b%20c.json";
  private static final NewObject WITHOUT_ETAG = new NewObject("sample", KEY, null, null);

  private static EventObjects read(String body) {
    return StorageEvents.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertMade(String body, NewObject object) {
    EventObjects event = read(body);
    assertThat(event.problems()).isEmpty();
    assertThat(event.objects()).containsExactly(object);
  }

  private static void assertNothing(String body) {
    EventObjects event = read(body);
    assertThat(event.problems()).isEmpty();
    assertThat(event.objects()).isEmpty();
  }

  /** docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html, read on 2026-11-27. */
  private static String eventBridge(String detailType) {
    return """
    {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "%s",
     "source": "aws.s3", "account": "111122223333", "time": "2021-11-12T00:00:00Z",
     "region": "ca-central-1", "resources": ["arn:aws:s3:::sample"],
     "detail": {"version": "0", "bucket": {"name": "sample"},
      "object": {"key": "%s", "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184",
       "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "sequencer": "617f08299329d189"},
      "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012",
      "source-ip-address": "1.2.3.4", "reason": "PutObject"}}
    """
        .formatted(detailType, KEY);
  }

  @Test
  void readsEventBridge() {
    assertMade(
        eventBridge("Object Created"),
        new NewObject("sample", KEY, "b1946ac92492d2347c6235b4d2611184", 5L));
    assertNothing(eventBridge("Object Deleted"));
    assertThat(read("{\"detail-type\": \"Object Created\", \"detail\": {}}").problems())
        .containsExactly("detail.bucket.name is missing");
  }

  /**
   * docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html, read on 2026-11-27; the
   * message is S3's own format.
   */
  private static String sns(String message) {
    return """
    {"Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
     "TopicArn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
     "Subject": "Amazon S3 Notification", "Message": "%s",
     "Timestamp": "2012-05-02T00:54:06.655Z", "SignatureVersion": "1", "Signature": "EXAMPLE",
     "SigningCertURL": "https://sns.us-west-2.amazonaws.com/SimpleNotificationService.pem",
     "UnsubscribeURL": "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe"}
    """
        .formatted(message.replace("\"", "\\\""));
  }

  @Test
  void readsSns() {
    assertMade(
        sns(
            "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\","
                + "\"s3\":{\"bucket\":{\"name\":\"sample\"},\"object\":{\"key\":\"a+b%2Bc.json\",\"eTag\":\"e\"}}}]}"),
        new NewObject("sample", "a b+c.json", "e", null));
    assertMade(
        sns(eventBridge("Object Created").replace("\n", " ")),
        new NewObject("sample", KEY, "b1946ac92492d2347c6235b4d2611184", 5L));
    assertNothing(
        sns(
            "{\"Service\":\"Amazon"
                + " S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2014-10-13T15:57:02.089Z\",\"Bucket\":\"sample\"}"));
    assertThat(read(sns("words")).problems()).containsExactly("the body is not valid JSON");
    assertThat(read(sns("{\"TopicArn\": \"x\"}")).problems()).hasSize(1);
  }

  /** docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html, as above. */
  private static String confirmation(String address) {
    return """
    {"Type": "SubscriptionConfirmation", "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
     "Token": "2336412f37", "TopicArn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
     "Message": "You have chosen to subscribe to the topic", "SubscribeURL": "%s",
     "Timestamp": "2012-04-26T20:45:04.751Z", "SignatureVersion": "1", "Signature": "EXAMPLE"}
    """
        .formatted(address);
  }

  @Test
  void showsHowToConfirmASubscriptionOfAwsAlone() {
    String address =
        "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription"
            + "&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37";
    EventObjects event = read(confirmation(address));
    assertThat(event.objects()).isEmpty();
    assertThat(event.problems()).isEmpty();
    assertThat(event.toConfirm()).contains(address);
    for (String other :
        new String[] {
          "http://169.254.169.254/latest/meta-data",
          address.replace("amazonaws.com", "amazonaws.com.example.org"),
          address.replace("https", "http"),
          address + "&x=y"
        }) {
      assertThat(read(confirmation(other)).toConfirm()).as(other).isEmpty();
    }
  }

  /**
   * The payload is that of supabase.com/docs/guides/database/webhooks, the row that of the table
   * storage.objects; read on 2026-11-27.
   */
  private static String supabase(String type, String table, String record) {
    return """
    {"type": "%s", "table": "%s", "schema": "storage", "record": %s, "old_record": null}
    """
        .formatted(type, table, record);
  }

  private static final String ROW =
      """
      {"id": "e0f3a7a4-0a38-4a35-8dbb-5c3b5f5e2b53", "bucket_id": "sample", "name": "%s",
       "owner": null, "metadata": {"eTag": "\\"5d41402abc4b2a76b9719d911017c592\\"", "size": 5},
       "created_at": "2026-11-27T10:00:00+00:00", "updated_at": "2026-11-27T10:00:00+00:00"}
      """
          .formatted(KEY);

  @Test
  void readsSupabase() {
    assertMade(supabase("INSERT", "objects", ROW), WITHOUT_ETAG);
    assertMade(supabase("UPDATE", "objects", ROW), WITHOUT_ETAG);
    assertMade(
        "{\"type\":\"INSERT\",\"table\":\"objects\",\"record\":{\"bucket_id\":\"sample\",\"name\":\""
            + KEY
            + "\"}}",
        WITHOUT_ETAG);
    assertNothing(supabase("DELETE", "objects", "null"));
    assertThat(read(supabase("INSERT", "buckets", ROW)).problems())
        .containsExactly("the webhook is of another table than storage.objects");
  }

  /** developers.cloudflare.com/r2/buckets/event-notifications, read on 2026-11-27. */
  private static String r2(String action) {
    return """
    {"account": "3f4b7e3dcab231cbfdaa90a6a28bd548", "action": "%s", "bucket": "sample",
     "object": {"key": "%s", "size": 65536, "eTag": "c846ff7a18f28c2e262116d6e8719ef0"},
     "eventTime": "2024-05-24T19:36:44.379Z"}
    """
        .formatted(action, KEY);
  }

  @Test
  void readsCloudflareR2() {
    NewObject object = new NewObject("sample", KEY, "c846ff7a18f28c2e262116d6e8719ef0", 65536L);
    assertMade(r2("PutObject"), object);
    assertMade(r2("CopyObject"), object);
    assertMade(r2("CompleteMultipartUpload"), object);
    assertNothing(r2("DeleteObject"));
    assertNothing(r2("LifecycleDeletion"));
  }

  /**
   * cloud.google.com/pubsub/docs/push with the attributes of
   * cloud.google.com/storage/docs/pubsub-notifications, read on 2026-11-27.
   */
  private static String pubSub(String eventType) {
    return """
    {"message": {"attributes": {"bucketId": "sample", "eventType": "%s",
       "notificationConfig": "projects/_/buckets/sample/notificationConfigs/1",
       "objectGeneration": "1764237600000000", "objectId": "%s",
       "payloadFormat": "JSON_API_V1"},
      "data": "eyJraW5kIjogInN0b3JhZ2Ujb2JqZWN0In0=", "messageId": "2070443601311540",
      "message_id": "2070443601311540", "publishTime": "2021-02-26T19:13:55.749Z",
      "publish_time": "2021-02-26T19:13:55.749Z"},
     "subscription": "projects/myproject/subscriptions/mysubscription"}
    """
        .formatted(eventType, KEY);
  }

  @Test
  void readsGooglePubSub() {
    assertMade(pubSub("OBJECT_FINALIZE"), WITHOUT_ETAG);
    assertNothing(pubSub("OBJECT_DELETE"));
    assertNothing(pubSub("OBJECT_METADATA_UPDATE"));
    assertMade(
        "{\"kind\": \"storage#object\", \"bucket\": \"sample\", \"name\": \"" + KEY + "\"}",
        WITHOUT_ETAG);
  }

  @Test
  void readsARecordTwiceInOneEventOnce() {
    String record =
        "{\"s3\":{\"bucket\":{\"name\":\"sample\"},\"object\":{\"key\":\"a.json\",\"eTag\":\"\\\"e\\\"\"}}}";
    assertMade(
        "{\"Records\":[" + record + "," + record + "]}",
        new NewObject("sample", "a.json", "e", null));
  }
}
