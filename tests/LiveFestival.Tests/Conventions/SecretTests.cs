using System.Runtime.CompilerServices;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;

namespace LiveFestival.Tests.Conventions;

/// <summary>A record prints all that is in it, also into a log line or the message of an exception.</summary>
internal sealed class SecretTests
{
    /// <summary>What callers and settings bring, and what is shown to somebody once.</summary>
    private static readonly string[] Secrets = ["Password", "NewPassword", "Token", "Ticket", "Secret", "WebhookSecret", "DeviceKey", "StreamKey", "MachineKey"];

    [Test]
    public void A_record_with_a_secret_does_not_print_it()
    {
        var printing = new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
            .SelectMany(module => module.Assembly.GetTypes())
            .Where(type => type.GetMethod("<Clone>$") is not null && type.GetProperties().Any(property => property.PropertyType == typeof(string) && Secrets.Contains(property.Name, StringComparer.Ordinal)))
            .Where(type => type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

        Assert.That(printing.Select(type => type.FullName), Is.Empty);
    }
}
