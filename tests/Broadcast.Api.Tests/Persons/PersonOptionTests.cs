using Broadcast.Api.Hosting;
using Broadcast.Chat.Spine.Hosting;
using TestKit;

namespace Broadcast.Api.Tests.Persons;

/// <summary>Settings that must not be: a host that shows codes to everybody, and a sender that would forget whom it has asked.</summary>
public sealed class PersonOptionTests
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Test]
    public async Task Codes_are_shown_only_by_the_demo()
    {
        Assert.That(await FaultsAsync("--Roles", "api", "--Persons:ShowCodes", "true"), Has.Some.Contain("--Demo true"));
        Assert.That(await FaultsAsync("--Roles", "api", "--Demo", "true", "--Persons:ShowCodes", "true"), Is.Empty);
    }

    [TestCase("--Persons:ContactKey", "short", "Persons:ContactKey")]
    [TestCase("--Persons:SenderUrl", "http://sender.example/codes", "Persons:SenderUrl")]
    [TestCase("--Persons:SenderUrl", "https://sender.example/codes", "Persons:ContactKey")]
    [TestCase("--Persons:SenderUrl", "https://sender.example/codes", "Persons:SenderSecret")]
    public async Task A_faulty_setting_is_told_with_its_key(string name, string value, string key) =>
        Assert.That(await FaultsAsync("--Roles", "api", name, value), Has.Some.StartWith(key));

    [Test]
    public async Task A_sender_with_its_secret_and_a_key_is_enough() =>
        Assert.That(await FaultsAsync("--Roles", "api", "--Persons:SenderUrl", "https://sender.example/codes", "--Persons:SenderSecret", "s", "--Persons:ContactKey", Key), Is.Empty);

    [Test]
    public void The_key_for_contacts_is_made_once_and_only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("contact-key");

        var made = ContactKeyFile.ReadOrMake(file);

        Assert.That(ContactKeyFile.ReadOrMake(file), Is.EqualTo(made));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.WriteAllText(file, "lost");
        Assert.That(() => ContactKeyFile.ReadOrMake(file), Throws.TypeOf<StartFailure>().With.Message.Contains(file));
    }

    /// <summary>The faults that are about persons.</summary>
    private static async Task<IReadOnlyList<string>> FaultsAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var app = ServiceHost.Build(["--DataDirectory", folder.Path, .. arguments]);
        return [.. Assert.Throws<StartFailure>(() => PlainStart.Check(app.Services))!.Faults.Where(fault => fault.StartsWith("Persons:", StringComparison.Ordinal))];
    }
}
