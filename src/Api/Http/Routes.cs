namespace MentorshipFlow.Api.Http;

/// <summary>A family of routes. Created once at the server's start, with its services as constructor parameters.</summary>
public abstract class UseCase
{
    /// <summary>Maps its routes.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);
}

/// <summary>Maps routes with their operations and handlers.</summary>
public static class Routes
{
    /// <summary>Creates a family of routes and maps it.</summary>
    public static void Map<T>(this IEndpointRouteBuilder routes)
        where T : UseCase => ActivatorUtilities.CreateInstance<T>(routes.ServiceProvider).Map(routes);

    /// <summary>Maps a route that only reads.</summary>
    public static void Read(this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<HttpContext, Task<IResult>> handler) =>
        routes.MapGet(pattern, (Delegate)handler).WithMetadata(operation).Guard(operation);

    /// <summary>Maps a route that only reads, without I/O.</summary>
    public static void Read(this IEndpointRouteBuilder routes, string pattern, Operation operation, Func<HttpContext, IResult> handler) =>
        routes.MapGet(pattern, (Delegate)handler).WithMetadata(operation).Guard(operation);

    /// <summary>Maps a route that takes a body or has an effect.</summary>
    public static void Take(this IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<HttpContext, Task<IResult>> handler) =>
        routes.MapPost(pattern, (Delegate)handler).WithMetadata(operation).Guard(operation);

    /// <summary>A UUID in the address; null when it is not one.</summary>
    public static Guid? Id(this HttpContext http, string name) => http.Request.RouteValues.Id(name);

    /// <summary>A UUID among the values of an address; null when it is not one.</summary>
    public static Guid? Id(this RouteValueDictionary address, string name) =>
        Guid.TryParseExact(address[name]?.ToString(), "D", out var id) ? id : null;
}
