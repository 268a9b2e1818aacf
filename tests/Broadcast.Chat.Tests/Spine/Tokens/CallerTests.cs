using System.Security.Claims;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Tests.Spine.Tokens;

public sealed class CallerTests
{
    [Test]
    public void The_same_subject_of_two_issuers_is_two_persons()
    {
        var one = Person("https://a.example", "42", "Mei");
        var other = Person("https://b.example", "42", "Mei");
        var again = Person("https://a.example", "42", "Another name");

        Assert.Multiple(() =>
        {
            Assert.That(one.Id, Is.Not.EqualTo(other.Id));
            Assert.That(one.Id, Is.EqualTo(again.Id));
        });
    }

    [TestCase("guest:abc")]
    [TestCase("staff:abc")]
    [TestCase("mei lin/广州")]
    public void A_subject_of_an_issuer_may_be_any_text_and_never_becomes_a_guest_or_staff(string subject)
    {
        var person = Person("https://a.example", subject, "Mei", ("roles", "operator"), ("stages", "gushi"));

        Assert.Multiple(() =>
        {
            Assert.That(person.Kind, Is.EqualTo(CallerKind.Person));
            Assert.That(person.Id.Value, Does.StartWith("person:"));
            Assert.That(person.Roles, Is.Empty);
            Assert.That(person.Stages, Is.Empty);
        });
    }

    [TestCase("person:abc", "telephone", Proof.Telephone)]
    [TestCase("person:abc", null, Proof.None)]
    [TestCase("person:abc", "villager", Proof.Villager)]
    [TestCase("person:abc", "neighbour", Proof.None)]
    [TestCase("guest:abc", "issuer", Proof.None)]
    [TestCase("staff:abc", "issuer", Proof.None)]
    public void Our_own_tickets_say_how_strongly_a_person_has_proved_to_be_one(string subject, string? proof, object strength)
    {
        Claim[] said = proof is null ? [] : [new Claim("proof", proof)];
        var caller = Caller.From(new ClaimsPrincipal(new ClaimsIdentity([new("iss", TokenSigner.Issuer), new("sub", subject), new("sid", "s"), new("exp", "100"), .. said], "Bearer")))!;

        Assert.That(caller.Proof, Is.EqualTo(strength));
        Assert.That(caller.Kind == CallerKind.Person, Is.EqualTo(subject.StartsWith("person:", StringComparison.Ordinal)));
        Assert.That(caller.AcceptedUntil, Is.EqualTo(100), "our own clock has no leeway");
    }

    [Test]
    public void A_person_of_an_issuer_has_the_strongest_proof_whatever_the_token_says() =>
        Assert.That(Person("https://a.example", "42", "Mei", ("proof", "email")).Proof, Is.EqualTo(Proof.Issuer));

    [TestCase("Mei", "Mei")]
    [TestCase("  Mei\u202eoperator ", "Meioperator")]
    [TestCase("一二三四五六七八九十一二三四五六七八九十再来", "一二三四五六七八九十一二三四五六七八九十")]
    public void A_persons_name_is_visible_and_short(string name, string shown) =>
        Assert.That(Person("https://a.example", "42", name).Name, Is.EqualTo(shown));

    [Test]
    public void A_person_without_a_visible_name_gets_one() =>
        Assert.That(Person("https://a.example", "42", "\u200b\u202e").Name, Has.Length.EqualTo(6));

    private static Caller Person(string issuer, string subject, string name, params (string Type, string Value)[] more) =>
        Caller.From(new ClaimsPrincipal(new ClaimsIdentity(
            [new("iss", issuer), new("sub", subject), new("name", name), .. more.Select(claim => new Claim(claim.Type, claim.Value))], "Bearer")))!;
}
