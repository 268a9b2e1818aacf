using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons.Senders;

/// <summary>The sender that is configured.</summary>
internal sealed class MessageSenders(IOptions<PersonOptions> options, ContactKey key, DemoSender demo, WebhookSender webhook)
{
    /// <summary>Null when nobody can sign in with a code.</summary>
    public IMessageSender? Chosen => !key.IsSet ? null : options.Value.SenderUrl.Length > 0 ? webhook : options.Value.ShowCodes ? demo : null;

    /// <summary>True when codes are shown in place of being sent.</summary>
    public bool Shows => Chosen == demo;
}
