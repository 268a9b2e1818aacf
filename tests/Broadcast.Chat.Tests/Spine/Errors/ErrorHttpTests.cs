using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Tests.Spine.Errors;

internal sealed class ErrorHttpTests
{
    private static readonly Dictionary<ErrorKind, int> Statuses = new()
    {
        [ErrorKind.Invalid] = 400,
        [ErrorKind.Unauthenticated] = 401,
        [ErrorKind.Forbidden] = 403,
        [ErrorKind.Unknown] = 404,
        [ErrorKind.Method] = 405,
        [ErrorKind.Conflict] = 409,
        [ErrorKind.TooLarge] = 413,
        [ErrorKind.Unprocessable] = 422,
        [ErrorKind.TooFast] = 429,
        [ErrorKind.Fault] = 500,
        [ErrorKind.Unavailable] = 503,
    };

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_has_its_status(ErrorKind kind) => Assert.That(kind.Status(), Is.EqualTo(Statuses[kind]));

    [Test]
    public void A_problem_has_the_message_the_status_and_the_code()
    {
        var problem = new Error("test.wrong", "This is wrong.", ErrorKind.Conflict, "Do it right.").ToProblem().ProblemDetails;

        Assert.Multiple(() =>
        {
            Assert.That((problem.Status, problem.Detail), Is.EqualTo((409, "This is wrong.")));
            Assert.That(problem.Extensions["code"], Is.EqualTo("test.wrong"));
        });
    }

    private static ErrorKind[] Kinds() => Enum.GetValues<ErrorKind>();
}
