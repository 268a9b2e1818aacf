using Broadcast.Api.Idempotency;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Broadcast.Api.OpenApi;

/// <summary>Adds the header <c>Idempotency-Key</c> to the calls that take one.</summary>
internal sealed class IdempotencyHeader : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotencyRule>().LastOrDefault() is not { } rule)
            return Task.CompletedTask;

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = rule.Required,
            Description = rule.Secret
                ? "Sent again with the same key within 24 hours, the call has no second effect: 409 `idempotency.not_replayed`, because its answer shows a secret."
                : "Sent again with the same key within 24 hours, the call has no second effect and the same answer, with `Idempotency-Replayed: true`.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdempotencyKey.Pattern },
        });
        return Task.CompletedTask;
    }
}
