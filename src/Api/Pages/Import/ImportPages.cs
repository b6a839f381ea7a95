using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Pages.Import;

/// <summary>The findings of an import or its check.</summary>
public sealed record ImportReport(
    bool DryRun, int Rows, int Imported, int AlreadyThere, int Pairs, int Proposed, int Linked, int Consents, int FaultCount,
    IReadOnlyList<ImportFault> Faults, int NoticeCount, IReadOnlyList<ImportFault> Notices, IReadOnlyList<ImportKind> NoticeKinds,
    IReadOnlyList<ImportSheet> Sheets)
{
    /// <summary>Rows of known persons whose class or years of work differ from the register: those that are taken without correcting it,
    /// and those that could be taken if they corrected it.</summary>
    public IEnumerable<ImportFault> Corrections => Notices.Where(n => n.Code == "known-person-kept")
        .Concat(Faults.Where(f => f.Missing.Any(m => m.What == "row-corrects-person")));
}

/// <summary>A cell or row that is not taken, or taken in part.</summary>
public sealed record ImportFault(int Sheet, int Row, int Column, string Code, string Sentence, IReadOnlyList<ImportMissing> Missing);

/// <summary>A thing that a rule misses in a row.</summary>
public sealed record ImportMissing(string What, string Where);

/// <summary>Notices of one kind.</summary>
public sealed record ImportKind(string Code, string Sentence, int Count, IReadOnlyList<ImportPlace> Places);

/// <summary>A place in the file, from 1.</summary>
public sealed record ImportPlace(int Sheet, int Row, int Column);

/// <summary>A sheet of the file.</summary>
public sealed record ImportSheet(string Name, string? LeftOut, int Header, int Rows, IReadOnlyList<ImportColumn> Columns);

/// <summary>A column as understood.</summary>
public sealed record ImportColumn(int Number, string Heading, string? Meaning, string Of, int Likeness, bool Given, bool Kept,
    IReadOnlyList<string> Samples);

/// <summary>A job as far as it is.</summary>
public sealed record JobShown(Guid Id, string Kind, string State, int? Percent, long Done, long? Total, DateTime CreatedAt,
    string? Result, JobProblem? Problem);

/// <summary>Why a job has no result.</summary>
public sealed record JobProblem(string Title, IReadOnlyList<MissingThing> Missing);

/// <summary>A spreadsheet in three steps: chosen, checked, imported. Nothing is written before the third.</summary>
internal sealed class ImportPages(KeptFiles files) : UseCase
{
    private const string Start = "/programmes/{programme}/import";

    private static readonly Dictionary<string, string> Operations = new()
    {
        ["mentees"] = "importMentees", ["mentors"] = "importMentors", ["pairs"] = "importPairs",
    };

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(Start, visit => First(visit, null));
        routes.Form(Start, Choose, SheetLimits.Bytes);
        routes.Page($"{Start}/jobs/{{job}}", OfJob);
        routes.Page($"{Start}/{{file}}", Check);
        routes.Form($"{Start}/{{file}}", Answer);
        routes.Page($"{Start}/{{file}}/corrections", Corrections);
    }

    private static async Task<IResult> First(Visit visit, string? fault)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        var kind = visit.Http.Request.Query["kind"].ToString();
        var jobs = (await visit.All<JobShown>("listJobs")).Where(j => j.Kind.StartsWith("import", StringComparison.Ordinal))
            .OrderByDescending(j => j.CreatedAt).Take(5).ToList();
        return PageRoutes.Html<ImportView>(visit, fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Programme", head), ("Kind", Operations.ContainsKey(kind) ? kind : "mentees"), ("Fault", fault), ("Jobs", jobs));
    }

    private async Task<IResult> Choose(Visit visit, IFormCollection form)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        if (form.Files["file"] is not { Length: > 0 } chosen) return await First(visit, PageWords.Say("import.no-file"));
        if (chosen.Length > SheetLimits.Bytes) return await First(visit,
            PageWords.Say("import.too-large", SheetLimits.Bytes / 1024 / 1024));
        using var content = new MemoryStream();
        await chosen.CopyToAsync(content, visit.Http.RequestAborted);
        var kind = form["kind"].ToString();
        var kept = new KeptFile
        {
            Id = Guid.Parse(Visit.NewKey), Session = PageSession.Of(visit.Http), Programme = head.Id, Kind = Operations.ContainsKey(kind)
                ? kind
                : "mentees",
            Name = Path.GetFileName(chosen.FileName), Bytes = content.ToArray(),
        };
        files.Keep(kept);
        return Results.Redirect($"/programmes/{head.Id}/import/{kept.Id}");
    }

    private async Task<IResult> Check(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        if (Find(visit, head.Id) is not { } kept) return await First(visit, PageWords.Say("import.gone"));
        if (kept.Load is { } load) return await Job(visit, head, load, kept);
        if (kept.Result is { } result)
            return PageRoutes.Html<ImportedView>(visit, ("Programme", head), ("Kind", kept.Kind), ("Report", As(result)));
        if (kept.Check is { } check) return await Job(visit, head, check, kept);
        var reply = await Run(visit, kept, dryRun: true, Visit.NewKey);
        if (reply.Status == StatusCodes.Status202Accepted)
        {
            kept.Check = reply.As<JobShown>().Id;
            return await Job(visit, head, kept.Check.Value, kept);
        }

        return await Reviewed(visit, head, kept, reply.Succeeded ? reply.As<ImportReport>() : null, reply.Succeeded ? null : reply.Problem);
    }

    private static async Task<IResult> Reviewed(Visit visit, ProgrammeHead head, KeptFile kept, ImportReport? report, ProblemBody? refusal)
    {
        var known = (report?.Faults ?? []).SelectMany(f => f.Missing).Where(m => m.What.EndsWith("-resembled", StringComparison.Ordinal))
            .Select(m => Guid.TryParse(m.Where.Split(' ')[0], out var id) ? id : (Guid?)null);
        var asked = report is not null && (report.Faults.Count > 0 || report.Corrections.Any()) && kept.Bytes is { } bytes
            ? RowsInQuestion.Of(WorkbookReader.Read(bytes, visit.Http.RequestAborted), report) : RowsInQuestion.None;
        return PageRoutes.Html<ReviewView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Programme", head), ("File", kept),
            ("Report", report), ("Refusal", refusal), ("Asked", asked), ("Names", await visit.Names(known)));
    }

    private async Task<IResult> Answer(Visit visit, IFormCollection form)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        if (Find(visit, head.Id) is not { Bytes: not null } kept) return await First(visit, PageWords.Say("import.gone"));
        var address = $"/programmes/{head.Id}/import/{kept.Id}";
        if (kept.Result is not null || kept.Load is not null) return Results.Redirect(address);
        if (!Said(visit, kept, form)) return await Reviewed(visit, head, kept, null, null);
        if (form["do"] != "load") return Results.Redirect(address);
        var reply = await Run(visit, kept, dryRun: false, kept.Key);
        if (!reply.Succeeded) return await Reviewed(visit, head, kept, null, reply.Problem);
        if (reply.Status == StatusCodes.Status202Accepted) kept.Load = reply.As<JobShown>().Id;
        else kept.Result = reply.Bytes;
        kept.Bytes = null;
        return Results.Redirect(address);
    }

    // Takes what the form says about the file; false when the day is none, or is yet to come.
    private static bool Said(Visit visit, KeptFile kept, IFormCollection form)
    {
        List<string> map = [], persons = [];
        foreach (var key in form.Keys)
        {
            var value = form[key].ToString();
            if (key.StartsWith("h.", StringComparison.Ordinal)
                && form[$"m.{key[2..]}"].ToString() is { Length: > 0 } meaning) map.Add($"{value}:{meaning}");
            if (key.StartsWith("p.", StringComparison.Ordinal) && value.Length > 0)
                persons.Add(value.Split(' ') is [var who, var answer] ? $"{key[2..]}.{who}:{answer}" : $"{key[2..]}:{value}");
        }

        var text = form["consentOn"].ToString().Trim();
        var day = text.Length > 0 && WrittenDay.Read(text, visit.Today) is { } read && read <= visit.Today ? read : (DateOnly?)null;
        if (TypedCells.Changed(kept.Bytes!, form, visit.Http.RequestAborted) is { } changed)
            (kept.Bytes, kept.Key, kept.Check) = (changed, Visit.NewKey, null);
        if (!kept.Map.SequenceEqual(map) || !kept.Persons.SequenceEqual(persons)
            || !kept.Correct.SequenceEqual(form["correct"].Select(c => c!))
            || kept.ConsentOn != day)
        {
            (kept.Map, kept.Persons, kept.Correct, kept.ConsentOn) = (map, persons, [.. form["correct"].Select(c => c!)], day);
            (kept.Key, kept.Check) = (Visit.NewKey, null);
        }

        return text.Length == 0 || day is not null;
    }

    private async Task<IResult> Corrections(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        if (Find(visit, head.Id) is not { Bytes: not null } kept) return await First(visit, PageWords.Say("import.gone"));
        var reply = await Run(visit, kept, dryRun: true, Visit.NewKey, SheetWriter.XlsxType);
        return reply is { Succeeded: true, Status: StatusCodes.Status200OK }
            ? Results.File(reply.Bytes, reply.ContentType, "corrections.xlsx")
                : Results.Redirect($"/programmes/{head.Id}/import/{kept.Id}");
    }

    private static async Task<IResult> OfJob(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("importMentees");
        return Guid.TryParse($"{visit.Http.GetRouteValue("job")}", out var job) ? await Job(visit, head, job, null) : Problems.NotFound;
    }

    private static async Task<IResult> Job(Visit visit, ProgrammeHead head, Guid id, KeptFile? kept)
    {
        var job = await visit.Read<JobShown>("readJob", ("job", id));
        if (job.Result is null) return PageRoutes.Html<JobView>(visit, ("Programme", head), ("Job", job));
        var report = await visit.Read<ImportReport>("readImport", ("job", id));
        if (report.DryRun && kept is not null) return await Reviewed(visit, head, kept, report, null);
        return PageRoutes.Html<ImportedView>(visit, ("Programme", head), ("Kind", Kind(job.Kind)), ("Report", report));
    }

    private static string Kind(string job) => job switch
    {
        "importMentors" => "mentors",
        "importPairs" => "pairs",
        _ => "mentees",
    };

    private KeptFile? Find(Visit visit, Guid programme) =>
        Guid.TryParse(Convert.ToString(visit.Http.GetRouteValue("file"), CultureInfo.InvariantCulture), out var id)
        && files.Find(PageSession.Of(visit.Http), id) is { Wave: null } kept && kept.Programme == programme ? kept : null;

    private static Task<Reply> Run(Visit visit, KeptFile kept, bool dryRun, string key, string? accept = null) => visit.Ask(
        new Call(Operations[kept.Kind], Visit.Values([("programme", kept.Programme), ("dryRun", dryRun ? true : null),
            ("consentOn", kept.ConsentOn)]))
        {
            File = kept.Bytes, Key = key, Accept = accept,
            Also = [.. kept.Map.Select(m => ("map", m)), .. kept.Persons.Select(p => ("person", p)),
                .. kept.Correct.Select(c => ("correct", c))],
        });

    private static ImportReport As(byte[] json) => new Reply(StatusCodes.Status200OK, json, "application/json",
        new HeaderDictionary()).As<ImportReport>();
}
