using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Decisions;

/// <summary>Many requests to one operation.</summary>
/// <param name="Items">1 to 200.</param>
/// <param name="Request">For the items without a request of their own.</param>
public sealed record Batch<T>(IReadOnlyList<BatchItem<T>> Items, T? Request = null) : Dated
    where T : Dated;

/// <summary>One item.</summary>
/// <param name="Of">What stands in the address of the single operation: the person's id, or the code of the item.</param>
/// <param name="Request">As the body of the single operation.</param>
public sealed record BatchItem<T>(string Of, T? Request = null)
    where T : Dated;

/// <summary>The results of a batch, in the order of its items.</summary>
/// <param name="Done">How many items were decided, now or at an earlier request.</param>
/// <param name="Refused">How many were refused.</param>
public sealed record BatchAnswer(bool DryRun, int Done, int Refused, IReadOnlyList<BatchResult> Results);

/// <summary>The result of one item.</summary>
/// <param name="Events">The events of the decision; empty if it was refused.</param>
/// <param name="Problem">As the single operation would have answered; absent if the item was decided.</param>
public sealed record BatchResult(string Of, bool Done, bool Repeated, IReadOnlyList<DecidedEvent> Events, ProblemBody? Problem);

/// <summary>
/// Maps an operation for many beside the operation for one. Each item is decided by itself under an id derived from the request's key, so
/// a repeat gets the same results and continues where an unreachable database has ended it.
/// </summary>
internal static class Batches
{
    private const int Most = 200;
    private const string SomePerson = "0193b2f0-1111-7222-8333-444455556666";

    /// <summary>Maps the address without its last parameter, and <c>/batch</c> at its end.</summary>
    public static void Map<TRequest, TState, TCommand>(
        IEndpointRouteBuilder routes, string pattern, Operation operation, Subject<TState, TCommand> subject, Func<Incoming, Guid> id,
        Func<Incoming, TRequest, Task<Built<TCommand>>> build)
        where TRequest : Dated
        where TState : class
        where TCommand : class
    {
        var (start, end) = (pattern.LastIndexOf("/{", StringComparison.Ordinal), pattern.LastIndexOf('}'));
        var parameter = pattern[(start + 2)..end];
        var single = (TRequest?)operation.Example ?? (TRequest)(object)new Plain();
        routes.Deciding<Batch<TRequest>>(
            $"{pattern[..start]}{pattern[(end + 1)..]}/batch",
            operation with
            {
                Name = operation.Batch!.Name, Summary = operation.Batch.Summary, Answer = typeof(BatchAnswer),
                Success = StatusCodes.Status200OK, Tagged = false,
                Description = $"As {operation.Name} for at most {Most}, each decided by itself: the answer has a result for each item, and "
                    + "a refused one stops no other. A repeat under the same key gets the same results, and goes on after 503. A dry run "
                    + "decides each item on the present state.",
                Example = new Batch<TRequest>([new(parameter == "item" ? "1.1.1" : SomePerson)], single),
            },
            (incoming, batch) => Decide(incoming, batch, parameter, subject, id, build));
    }

    private static async Task<IResult> Decide<TRequest, TState, TCommand>(
        Incoming incoming, Batch<TRequest> batch, string parameter, Subject<TState, TCommand> subject, Func<Incoming, Guid> id,
        Func<Incoming, TRequest, Task<Built<TCommand>>> build)
        where TRequest : Dated
        where TState : class
        where TCommand : class
    {
        if (batch.Items.Count is 0 or > Most) return Problems.Field("/items", $"1 to {Most}");
        var (requests, fault) = Requests(batch);
        if (fault is not null) return fault;
        List<BatchResult> results = [];
        var common = id(incoming);
        foreach (var (n, item) in batch.Items.Index())
        {
            var own = incoming.Item(n, parameter, item.Of, requests[n].EffectiveOn);
            if (Dates.OfFact(own.Issued.EffectiveOn, own.Issued.AsOf) is { } odd)
            {
                results.Add(Refused(item.Of, Refusals.Of(odd, own.Http.Request.RouteValues)));
                continue;
            }

            var (command, problem) = await build(own, requests[n]);
            var stream = id(own);
            var context = own.Context(subject.Organisation(own, stream));
            var outcome = command is null
                ? await subject.Repeated(stream, context, own.Stop)
                : await subject.Decide(stream, command, context, own.Stop);
            switch (outcome)
            {
                case null: results.Add(Refused(item.Of, problem!)); break;
                case Outcome<TState>.Done done:
                    results.Add(new(item.Of, true, done.Repeated, [.. done.Entries.Select(DecidedEvent.Of)], null));
                    break;
                case Outcome<TState>.Foreseen foreseen:
                    results.Add(new(item.Of, true, false, [.. foreseen.Events.Select(DecidedEvent.Of)], null));
                    break;
                // The items' common stream does not exist, so neither does this address.
                case Outcome<TState>.Refused no when stream == common && Refusals.Of(no.Refusal, own.Http.Request.RouteValues) is
                    { Code: ProblemCodes.NotFound } nowhere: return nowhere;
                case Outcome<TState>.Refused no:
                    results.Add(Refused(item.Of, Refusals.Of(no.Refusal, own.Http.Request.RouteValues)));
                    break;
                case Outcome<TState>.Full:
                    results.Add(Refused(item.Of, Problems.EntriesFull));
                    break;
                // Nothing more can be decided now: a repeat goes on here.
                default: return await own.Answer(outcome, _ => Results.Empty);
            }
        }

        return Answers.Json(new BatchAnswer(incoming.DryRun, results.Count(r => r.Done), results.Count(r => !r.Done), results));

        BatchResult Refused(string of, Problem why) => new(of, false, false, [], why.Body(incoming.Http));
    }

    // A wrong form refuses the whole request before anything is decided.
    private static (TRequest[] Requests, Problem? Fault) Requests<TRequest>(Batch<TRequest> batch)
        where TRequest : Dated
    {
        var requests = new TRequest[batch.Items.Count];
        foreach (var (n, item) in batch.Items.Index())
        {
            if ((item.Request ?? batch.Request) is { } given)
            {
                requests[n] = given;
                continue;
            }

            var (empty, problem) = JsonBody.Part(JsonSerializer.SerializeToElement(new { }), typeof(TRequest), $"/items/{n}/request");
            if (problem is not null) return ([], problem);
            requests[n] = (TRequest)empty!;
        }

        return (requests, null);
    }
}
