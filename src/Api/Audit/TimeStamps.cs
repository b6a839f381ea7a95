using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.Api.Audit;

/// <summary>Time stamps of an authority (RFC 3161) over checkpoints.</summary>
internal sealed class TimeStamps(TimeStampFiles files) : UseCase
{
    private const string Reply = "application/timestamp-reply";

    /// <param name="At">The time of the authority.</param>
    /// <param name="Note">The whole signed note, whose UTF-8 bytes were stamped.</param>
    public sealed record Stamped(long Size, DateTimeOffset At, string Note);

    /// <summary>Stamps, smallest size first.</summary>
    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record StampedList(IReadOnlyList<Stamped> Items, long? Next);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/audit/time-stamps", Audits.About("listTimeStamps", "Checkpoints with a time stamp",
            "Which checkpoints the configured authority has stamped, and when. Empty where no authority is configured.") with
        {
            Answer = typeof(StampedList), Query = [new("from", "The smallest size.", "0", typeof(long)), .. NumberedPage.Query],
            RefusedWhenForked = false,
        }, List);

        routes.Read("/api/audit/time-stamps/reply", Audits.About("readTimeStamp", "The time stamp of a checkpoint",
            "The answer of the authority (TimeStampResp, RFC 3161) over the note of this size: openssl ts -verify checks the two.") with
        {
            AnswerMediaType = Reply, Sample = "0…", Further = [StatusCodes.Status404NotFound], RefusedWhenForked = false,
            Query = [new("size", "The size in the note.", "100", typeof(long))],
        }, One);
    }

    private IResult List(HttpContext http)
    {
        var asked = new Asked(http);
        var from = asked.Number("from", 0, long.MaxValue) ?? 0;
        if (asked.Problem is { } wrong) return wrong;
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        var stamps = files.Sizes.Where(size => size >= Math.Max(from, page.After + 1)).Select(files.At).OfType<TimeStamp>()
            .Select(s => new Stamped(s.Size, s.At, s.Note));
        var (items, next) = page.Cut(http, stamps, s => s.Size);
        return Answers.Json(new StampedList(items, next));
    }

    private IResult One(HttpContext http)
    {
        var asked = new Asked(http);
        if (asked.Required("size", 0, long.MaxValue) is not { } size) return asked.Problem!;
        return files.AnswerAt(size) is { } answer ? Results.Bytes(answer, Reply) : Problems.NotFound;
    }
}
