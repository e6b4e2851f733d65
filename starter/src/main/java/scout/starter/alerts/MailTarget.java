package scout.starter.alerts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;

/** People who get mails. Those of an incident are one thread. */
final class MailTarget implements AlertTarget {
  private final MailServer server;
  private final InternetAddress sender;
  private final InternetAddress[] recipients;

  /**
   * @param recipients parted by commas
   * @throws IllegalArgumentException if an address is invalid; the message continues after the name
   *     of the target
   */
  MailTarget(MailServer server, String recipients) {
    this.server = server;
    try {
      this.sender = new InternetAddress(server.from(), true);
      this.recipients = InternetAddress.parse(recipients, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("has an address that mails can't be sent from or to", e);
    }
  }

  @Override
  public void send(AlertMessage message) throws DeliveryFailure {
    try {
      MimeMessage mail = mail(message);
      // it has all its headers: Transport.send would give it another id at each attempt
      try (Transport transport = server.session().getTransport()) {
        transport.connect();
        transport.sendMessage(mail, recipients);
      }
    } catch (SendFailedException e) {
      throw DeliveryFailure.ofMessage("The mail server refuses the mail or a recipient");
    } catch (MessagingException e) {
      throw DeliveryFailure.ofTarget(
          "The mail server can't be used: " + e.getClass().getSimpleName());
    }
  }

  private MimeMessage mail(AlertMessage message) throws MessagingException {
    MimeMessage mail = new MimeMessage(server.session());
    mail.setFrom(sender);
    mail.setRecipients(Message.RecipientType.TO, recipients);
    mail.setSubject(message.title(), StandardCharsets.UTF_8.name());
    mail.setText(message.text() + "\n", StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.createdAt().toInstant()));
    // no answers by programs that are out of office
    mail.setHeader("Auto-Submitted", "auto-generated");
    if (!message.id().equals(message.incident())) {
      mail.setHeader("In-Reply-To", id(message.incident()));
      mail.setHeader("References", id(message.incident()));
    }
    mail.saveChanges();
    mail.setHeader("Message-ID", id(message.id()));
    return mail;
  }

  private static String id(UUID message) {
    return "<" + message + "@scout>";
  }
}
