import { describeCases } from '../__fixtures__/checkCases';
import { sloDefinedCases } from './sloDefined.cases';

describeCases(sloDefinedCases);
