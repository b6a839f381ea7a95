using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.OwnAccount;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Api.Pages.Stage;

/// <summary>What the script of a form needs to have its decision signed by a passkey.</summary>
internal sealed class SigningPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        foreach (var decision in Enum.GetValues<SignableDecision>())
        {
            routes.Form($"/programmes/{{programme}}/stages/{{stage}}/{Kebab.Of($"{decision}")}/passkey",
                (visit, form) => Options(visit, form, decision));
        }
    }

    // The evaluation is the one that the form shows. If it is no longer that of the stage, the decision will be refused, signed or not.
    private static async Task<IResult> Options(Visit visit, IFormCollection form, SignableDecision decision)
    {
        var programme = Convert.ToString(visit.Http.GetRouteValue("programme"), CultureInfo.InvariantCulture);
        var stage = await visit.Read<StageAnswer>("readStage", ("programme", programme), ("stage", visit.Http.GetRouteValue("stage")));
        var day = form["effectiveOn"].ToString() is { Length: > 0 } typed ? WrittenDay.Read(typed, visit.Today) : visit.Today;
        var command = form[DecisionForms.KeyFieldOf(form)].ToString();
        return await Signing.Keys(visit) is { Count: > 0 } keys && day is { } effectiveOn
            ? await Passkeys.OptionsToSign(
                visit.Http,
                new SignedDecision(Guid.Parse(programme!), visit.Identity.Person!.Value, decision, stage.Number, stage.Round, effectiveOn,
                    form[DecisionForms.SeenField].ToString(), command).Text,
                keys)
            : Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
    }
}
