namespace MentorshipFlow.Api.Http;

/// <summary>One line per use case: a route, what it says of itself, and its handler.</summary>
public static class Routes
{
    /// <summary>A route that only reads.</summary>
    public static void Read(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, Task<IResult>> handler) =>
        routes.MapGet(pattern, (Delegate)handler).WithMetadata(operation);

    /// <summary>A route that takes something in but decides nothing.</summary>
    public static void Take(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, Task<IResult>> handler) =>
        routes.MapPost(pattern, (Delegate)handler).WithMetadata(operation);

    /// <summary>A UUID in the address; null when it is not one.</summary>
    public static Guid? Id(this HttpContext http, string name) => Guid.TryParseExact(http.GetRouteValue(name)?.ToString(), "D", out var id) ? id : null;
}
