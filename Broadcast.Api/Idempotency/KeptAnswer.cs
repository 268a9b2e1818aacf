namespace Broadcast.Api.Idempotency;

/// <summary>An answer that is held back until its effect is committed, or that is sent once more.</summary>
internal sealed record KeptAnswer(int Status, string? ContentType, string? Location, byte[] Body)
{
    /// <summary>Bytes of the longest answer that is kept.</summary>
    public const int LongestBody = 64 * 1024;

    /// <summary>Characters of the longest header that is kept.</summary>
    public const int LongestHeader = 500;

    private const string Replayed = "Idempotency-Replayed";

    /// <summary>Refusals and faults had none.</summary>
    public bool HadEffect => Status is >= 200 and < 300;

    public bool Fits => Body.Length <= LongestBody && (ContentType?.Length ?? 0) <= LongestHeader && (Location?.Length ?? 0) <= LongestHeader;

    /// <summary>Runs the rest of the pipeline, and takes what it answers. Nothing has been sent when this returns.</summary>
    public static async Task<KeptAnswer> TakeAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var connection = response.Body;
        using var held = new MemoryStream();
        response.Body = held;
        try
        {
            await next(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = connection;
        }

        return new KeptAnswer(response.StatusCode, response.ContentType, response.Headers.Location, held.ToArray());
    }

    /// <summary>Sends the answer that was taken; its headers are set already. An empty refusal is left to who gives every failure a body.</summary>
    public async Task SendAsync(HttpContext context)
    {
        if (Body.Length == 0)
            return;

        context.Response.ContentLength = Body.Length;
        await context.Response.Body.WriteAsync(Body, context.RequestAborted);
    }

    public async Task ReplayAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.Location = Location;
        response.Headers[Replayed] = "true";
        await SendAsync(context);
    }
}
