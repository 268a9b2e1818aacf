using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Results;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;

namespace Broadcast.Api.Tests.Results;

public sealed class DrawTests
{
    private static readonly Gen<string> Seeds = Gen.Byte.Array[32].Select(Convert.ToHexStringLower);

    private static readonly Gen<List<Winner>> Entrants = Gen.Int[0, 500].HashSet[0, 60].Select(numbers =>
        numbers.Select(number => new Winner { Viewer = ViewerId.Parse($"guest:{number}"), Name = $"name {number}" }).ToList());

    private static readonly QuestionId Question = QuestionId.Parse("gushi.q1");

    [Test]
    public void The_order_of_the_draw_does_not_depend_on_the_order_of_the_answers() =>
        Gen.Select(Seeds, Entrants, Gen.Int).Sample((seed, entrants, shuffle) =>
        {
            var shuffled = entrants.ToArray();
            new Random(shuffle).Shuffle(shuffled);

            return Viewers(Draw.Rank(seed, Question, entrants)).SequenceEqual(Viewers(Draw.Rank(seed, Question, shuffled)));
        });

    [Test]
    public void Everyone_who_answered_right_is_ranked_once() =>
        Gen.Select(Seeds, Entrants).Sample((seed, entrants) =>
            Viewers(Draw.Rank(seed, Question, [.. entrants, .. entrants])).ToHashSet().SetEquals(entrants.Select(entrant => entrant.Viewer))
            && Draw.Rank(seed, Question, [.. entrants, .. entrants]).Count == entrants.Count);

    [Test]
    public void One_more_entrant_does_not_change_the_order_of_the_others() =>
        Gen.Select(Seeds, Entrants).Sample((seed, entrants) =>
        {
            var more = new Winner { Viewer = ViewerId.Parse("person-x"), Name = "x" };

            return Viewers(Draw.Rank(seed, Question, [.. entrants, more])).Where(viewer => viewer != more.Viewer)
                .SequenceEqual(Viewers(Draw.Rank(seed, Question, entrants)));
        });

    [Test]
    public void The_digest_is_of_the_documented_bytes()
    {
        const string seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        var drawn = Draw.Rank(seed, Question, [new Winner { Viewer = ViewerId.Parse("guest:1"), Name = "Lin" }]);

        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:gushi.q1:guest:1")));
        Assert.That(drawn.Single().Digest, Is.EqualTo(expected));
    }

    [Test]
    public void A_seed_belongs_to_its_commitment_alone() =>
        Gen.Select(Seeds, Seeds).Sample((seed, other) =>
        {
            var commitment = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed)));

            return Draw.IsCommitted(seed, commitment) && (seed == other || !Draw.IsCommitted(other, commitment)) && !Draw.IsCommitted("no hex", commitment);
        });

    private static IEnumerable<ViewerId> Viewers(IEnumerable<Drawn> drawn) => drawn.Select(one => one.Entrant.Viewer);
}
